package io.npipeline.formats.converter;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import io.apicurio.registry.utils.protobuf.schema.FileDescriptorUtils;
import io.npipeline.formats.converter.RegisteredSchema.Reference;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.errors.DataException;

/**
 * The files of Protobuf that registered schemas are: text, or a descriptor in base64 as Confluent's serdes for JavaScript
 * register it. Only the latter may import other schemas; what comes with Protobuf both may.
 *
 * <p>Thread safe.
 */
final class ProtobufSchemas {

    static final String TYPE = "PROTOBUF";

    private static final Pattern PACKAGE = Pattern.compile("^\\s*package\\s+([\\w.]+)\\s*;", Pattern.MULTILINE);
    private static final Pattern TEXT = Pattern.compile("^\\s*(syntax|package|import|message|option|enum|//|/\\*)");

    private final RegistryClient registry;

    ProtobufSchemas(RegistryClient registry) {
        this.registry = registry;
    }

    /** The message at a place in the file. */
    Descriptor message(RegisteredSchema schema, List<Integer> indexes) {
        if (!schema.type().equals(TYPE)) {
            throw new DataException("The value's schema is of type " + schema.type() + ", not " + TYPE);
        }
        FileDescriptor file = file(schema, "value.proto");
        try {
            Descriptor message = file.getMessageTypes().get(indexes.get(0));
            for (int index : indexes.subList(1, indexes.size())) {
                message = message.getNestedTypes().get(index);
            }
            return message;
        } catch (IndexOutOfBoundsException e) {
            throw new DataException("The value's schema has no message at " + indexes, e);
        }
    }

    private FileDescriptor file(RegisteredSchema schema, String name) {
        Map<String, FileDescriptor> imports = new LinkedHashMap<>();
        for (Reference reference : schema.references()) {
            RegisteredSchema referred = registry.referred(reference);
            imports.put(reference.name(), file(referred, reference.name()));
        }
        try {
            if (!TEXT.matcher(schema.text()).find()) {
                return ofDescriptor(schema.text(), name, imports);
            }
            if (!imports.isEmpty()) {
                throw new DataException(
                        "A text that imports other schemas is not understood here, only a descriptor is");
            }
            return ofText(schema.text(), name);
        } catch (DescriptorValidationException | InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new DataException("The value's schema is no file of Protobuf", e);
        }
    }

    private static FileDescriptor ofText(String text, String name) throws DescriptorValidationException {
        Matcher packageName = PACKAGE.matcher(text);
        return FileDescriptorUtils.protoFileToFileDescriptor(
                text, name, packageName.find() ? Optional.of(packageName.group(1)) : Optional.empty());
    }

    private static FileDescriptor ofDescriptor(String base64, String name, Map<String, FileDescriptor> imports)
            throws DescriptorValidationException, InvalidProtocolBufferException {
        List<FileDescriptor> known = new ArrayList<>(List.of(FileDescriptorUtils.baseDependencies()));
        known.addAll(imports.values());
        FileDescriptorProto descriptor = FileDescriptorProto.parseFrom(
                        Base64.getDecoder().decode(base64))
                .toBuilder()
                .setName(name)
                .build();
        return FileDescriptor.buildFrom(descriptor, known.toArray(FileDescriptor[]::new));
    }
}

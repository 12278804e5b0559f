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
 * register it.
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
        Descriptor message = file(schema, "value.proto").getMessageTypes().get(indexes.get(0));
        for (int index : indexes.subList(1, indexes.size())) {
            message = message.getNestedTypes().get(index);
        }
        return message;
    }

    private FileDescriptor file(RegisteredSchema schema, String name) {
        Map<String, FileDescriptor> imports = new LinkedHashMap<>();
        Map<String, String> texts = new LinkedHashMap<>();
        for (Reference reference : schema.references()) {
            RegisteredSchema referred = registry.referred(reference);
            imports.put(reference.name(), file(referred, reference.name()));
            texts.put(reference.name(), textOf(referred));
        }
        try {
            return isText(schema)
                    ? ofText(schema.text(), name, texts, imports)
                    : ofDescriptor(schema.text(), name, imports);
        } catch (DescriptorValidationException | InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new DataException("The value's schema is no file of Protobuf", e);
        }
    }

    private static boolean isText(RegisteredSchema schema) {
        return TEXT.matcher(schema.text()).find();
    }

    private static String textOf(RegisteredSchema schema) {
        try {
            return isText(schema)
                    ? schema.text()
                    : FileDescriptorUtils.fileDescriptorToProtoFile(descriptor(schema.text()))
                            .toSchema();
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new DataException("A schema that is imported is no file of Protobuf", e);
        }
    }

    private static FileDescriptorProto descriptor(String base64) throws InvalidProtocolBufferException {
        return FileDescriptorProto.parseFrom(Base64.getDecoder().decode(base64));
    }

    private static FileDescriptor ofText(
            String text, String name, Map<String, String> texts, Map<String, FileDescriptor> imports)
            throws DescriptorValidationException {
        Matcher packageName = PACKAGE.matcher(text);
        return FileDescriptorUtils.protoFileToFileDescriptor(
                text, name, packageName.find() ? Optional.of(packageName.group(1)) : Optional.empty(), texts, imports);
    }

    private static FileDescriptor ofDescriptor(String base64, String name, Map<String, FileDescriptor> imports)
            throws DescriptorValidationException, InvalidProtocolBufferException {
        List<FileDescriptor> known = new ArrayList<>(List.of(FileDescriptorUtils.baseDependencies()));
        known.addAll(imports.values());
        FileDescriptorProto descriptor =
                descriptor(base64).toBuilder().setName(name).build();
        return FileDescriptor.buildFrom(descriptor, known.toArray(FileDescriptor[]::new));
    }
}

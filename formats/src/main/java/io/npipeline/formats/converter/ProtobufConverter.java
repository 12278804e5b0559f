package io.npipeline.formats.converter;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Protobuf with its files in a registry. What it writes has a schema made from Connect's, or, with {@code
 * use.latest.version=true}, the newest one of the topic's subject, whose first message it is then.
 *
 * <p>Thread safe.
 */
public final class ProtobufConverter extends RegistryConverter {

    private static final List<Integer> FIRST = List.of(0);

    private record WriteKey(String topic, Schema schema) {}

    private record Target(int id, Descriptor type) {}

    private record ReadKey(int id, List<Integer> indexes) {}

    private record Origin(Descriptor type, MessageReader reader) {}

    private final Map<WriteKey, Target> targets = new ConcurrentHashMap<>();
    private final Map<ReadKey, Origin> origins = new ConcurrentHashMap<>();

    @Override
    byte[] write(String topic, @Nullable Schema schema, Object value) {
        if (schema == null || !(value instanceof Struct struct)) {
            throw new DataException("Only a Struct is a message of Protobuf");
        }
        Target target = targets.computeIfAbsent(new WriteKey(topic, schema), this::target);
        byte[] message = MessageWriter.write(struct, target.type()).toByteArray();
        // One zero stands for the first message of the file.
        byte[] content = new byte[1 + message.length];
        System.arraycopy(message, 0, content, 1, message.length);
        return Framing.frame(target.id(), content);
    }

    private Target target(WriteKey key) {
        String subject = settings().subject(key.topic());
        ProtobufSchemas schemas = new ProtobufSchemas(registry());
        if (settings().useLatestVersion()) {
            RegistryClient.Latest latest = registry().latest(subject);
            return new Target(latest.id(), schemas.message(latest.schema(), FIRST));
        }
        RegisteredSchema made = new RegisteredSchema(ProtobufSchemas.TYPE, ProtobufText.of(key.schema()), List.of());
        return new Target(registry().register(subject, made), schemas.message(made, FIRST));
    }

    @Override
    SchemaAndValue read(int schemaId, ByteBuffer buffer) {
        Origin origin = origins.computeIfAbsent(new ReadKey(schemaId, Framing.messageIndexes(buffer)), this::origin);
        try {
            Struct struct = origin.reader().read(DynamicMessage.parseFrom(origin.type(), Framing.rest(buffer)));
            return new SchemaAndValue(struct.schema(), struct);
        } catch (InvalidProtocolBufferException e) {
            throw new DataException("The value is no message " + origin.type().getFullName(), e);
        }
    }

    private Origin origin(ReadKey key) {
        Descriptor type = new ProtobufSchemas(registry()).message(registry().byId(key.id()), key.indexes());
        return new Origin(type, new MessageReader(type));
    }
}

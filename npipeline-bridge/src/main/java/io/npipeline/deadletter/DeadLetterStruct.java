package io.npipeline.deadletter;

import io.npipeline.binding.JsonText;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * The envelope as a Struct, for converters that need a schema. The item is JSON text in it, because its own schema is
 * another one in every pipeline.
 */
public final class DeadLetterStruct {

    /** The ten fields of {@link DeadLetterEnvelope}. */
    public static final Schema SCHEMA = SchemaBuilder.struct()
            .name(DeadLetterEnvelope.class.getName())
            .field("nodeId", Schema.STRING_SCHEMA)
            .field("originalItem", Schema.OPTIONAL_STRING_SCHEMA)
            .field("exceptionType", Schema.STRING_SCHEMA)
            .field("exceptionMessage", Schema.OPTIONAL_STRING_SCHEMA)
            .field("stackTrace", Schema.OPTIONAL_STRING_SCHEMA)
            .field("timestamp", Schema.STRING_SCHEMA)
            .field("correlationId", Schema.OPTIONAL_STRING_SCHEMA)
            .field("originalTopic", Schema.OPTIONAL_STRING_SCHEMA)
            .field("partition", Schema.OPTIONAL_INT32_SCHEMA)
            .field("offset", Schema.OPTIONAL_INT64_SCHEMA)
            .build();

    private DeadLetterStruct() {}

    /** The envelope's fields by the same names. */
    public static Struct of(DeadLetterEnvelope envelope) {
        Object item = envelope.originalItem();
        return new Struct(SCHEMA)
                .put("nodeId", envelope.nodeId())
                .put("originalItem", item == null ? null : JsonText.toString(item))
                .put("exceptionType", envelope.exceptionType())
                .put("exceptionMessage", envelope.exceptionMessage())
                .put("stackTrace", envelope.stackTrace())
                .put("timestamp", envelope.timestamp().toString())
                .put("correlationId", envelope.correlationId())
                .put("originalTopic", envelope.originalTopic())
                .put("partition", envelope.partition())
                .put("offset", envelope.offset());
    }
}

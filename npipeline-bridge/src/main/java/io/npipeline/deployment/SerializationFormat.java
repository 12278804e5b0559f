package io.npipeline.deployment;

/** The format of the values in Kafka. */
public enum SerializationFormat {
    /** JSON without schemas; with a schema registry JSON Schema. */
    JSON,
    /** Avro, which needs a schema registry. */
    AVRO,
    /** Protocol Buffers, which need a schema registry. */
    PROTOBUF;

    /** The converter of those who made the wire format. */
    String registryConverter() {
        return switch (this) {
            case JSON -> "io.confluent.connect.json.JsonSchemaConverter";
            case AVRO -> "io.confluent.connect.avro.AvroConverter";
            case PROTOBUF -> "io.confluent.connect.protobuf.ProtobufConverter";
        };
    }
}

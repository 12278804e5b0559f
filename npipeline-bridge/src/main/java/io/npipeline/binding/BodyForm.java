package io.npipeline.binding;

/**
 * How a record, another object or a JSON tree that a pipeline emits is handed to Connect's converter. Other bodies go out as
 * they are.
 */
public enum BodyForm {
    /** A {@code Struct} with a schema derived from the type; for Avro, Protobuf and JSON-with-schema converters. */
    STRUCT,
    /** A {@code Map} without a schema; for {@code JsonConverter} with {@code schemas.enable=false}. */
    MAP,
    /** JSON text; for {@code StringConverter}. */
    JSON_STRING,
    /** JSON text in UTF-8; for {@code ByteArrayConverter}. */
    JSON_BYTES
}

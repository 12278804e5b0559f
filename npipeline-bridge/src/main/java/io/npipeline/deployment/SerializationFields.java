package io.npipeline.deployment;

import org.jspecify.annotations.Nullable;

/**
 * The format of values, and where schemas are. With either, and in a relay, keys are text; else converters are the worker's.
 * Immutable.
 */
record SerializationFields(
        @Nullable SerializationFormat serializationFormat,
        @Nullable SchemaRegistryConfiguration schemaRegistry) implements FieldGroup {

    private static final String FORMAT = "serializationFormat";
    private static final String KEY_CONVERTER = "key.converter";
    private static final String VALUE_CONVERTER = "value.converter";
    private static final String STRINGS = "org.apache.kafka.connect.storage.StringConverter";
    private static final String PLAIN_JSON = "org.apache.kafka.connect.json.JsonConverter";

    @Override
    public void check(KafkaConfiguration all, Problems problems) {
        if (schemaRegistry != null) {
            schemaRegistry.fields().check(problems);
            if (all.connector().settings().containsKey(VALUE_CONVERTER)) {
                problems.add(
                        "setting",
                        VALUE_CONVERTER,
                        "must be another key: the converter of a schema registry is set by serializationFormat, or "
                                + "converterClass of the registry");
            }
        } else if (serializationFormat == SerializationFormat.AVRO
                || serializationFormat == SerializationFormat.PROTOBUF) {
            problems.add("schemaRegistry", null, "must be set when serializationFormat is " + serializationFormat);
        }
    }

    @Override
    public void render(Draft draft) {
        boolean isAsked = serializationFormat != null || schemaRegistry != null;
        // A worker does not share its converters with the tasks of a source connector, and those of a relay read
        // records.
        if (!isAsked && draft.kind() != Draft.Kind.RELAY) {
            return;
        }
        draft.putUnlessSet(KEY_CONVERTER, STRINGS);
        if (schemaRegistry != null) {
            SerializationFormat format = serializationFormat == null ? SerializationFormat.JSON : serializationFormat;
            draft.putUnlessSet(VALUE_CONVERTER, schemaRegistry.fields().converterFor(format));
            schemaRegistry.fields().render(VALUE_CONVERTER + ".", draft);
        } else if (isAsked || !draft.isSet(VALUE_CONVERTER)) {
            draft.put(FORMAT, VALUE_CONVERTER, PLAIN_JSON);
            draft.putUnlessSet(VALUE_CONVERTER + ".schemas.enable", "false");
        }
    }
}

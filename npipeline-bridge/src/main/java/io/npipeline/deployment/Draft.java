package io.npipeline.deployment;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A connector's configuration in the making. Not thread safe. */
final class Draft {

    /** What a connector reads and writes. */
    enum Kind {
        /** From Kafka to sinks of the user's own. */
        SINK("io.npipeline.kafka.connect.sink.NPipelineSinkConnector"),
        /** From Kafka to Kafka. */
        RELAY("io.npipeline.kafka.connect.source.NPipelineSourceConnector"),
        /** From a source of the user's own to Kafka. */
        INGRESS("io.npipeline.kafka.connect.source.NPipelineSourceConnector");

        private final String connectorClass;

        Kind(String connectorClass) {
            this.connectorClass = connectorClass;
        }
    }

    private static final String CONNECTOR_CLASS = "connector.class";
    private static final String CONSUMER = "consumer.override.";
    private static final String PRODUCER = "producer.override.";

    /** Those that the worker makes for a connector, and ours. */
    private static final List<String> CLIENTS = List.of(CONSUMER, PRODUCER, "admin.override.", "npipeline.kafka.");

    private final Kind kind;
    private final Map<String, String> settings;
    private final Problems problems;
    private final Map<String, String> config = new TreeMap<>();

    /**
     * @param settings what the user set by key
     */
    Draft(Kind kind, Map<String, String> settings, Problems problems) {
        this.kind = kind;
        this.settings = settings;
        this.problems = problems;
        put(kind == Kind.SINK ? "toSinkConnector" : "toSourceConnector", CONNECTOR_CLASS, kind.connectorClass);
    }

    Kind kind() {
        return kind;
    }

    /** Whether the user set a key. */
    boolean isSet(String key) {
        return settings.containsKey(key);
    }

    /** A field that is a key of the connector. Nothing happens where the value is {@code null}, here and below. */
    void put(String field, String key, @Nullable Object value) {
        if (value == null) {
            return;
        }
        if (isSet(key)) {
            problems.add("setting", key, "must be another key: " + field + " sets it");
        }
        config.put(key, text(value));
    }

    private static String text(Object value) {
        if (value instanceof KafkaNamed named) {
            return named.kafkaName();
        }
        return value instanceof Enum<?> constant ? constant.name().toLowerCase(Locale.ROOT) : value.toString();
    }

    /** A key that no field sets, unless the user did. */
    void putUnlessSet(String key, String value) {
        config.put(key, settings.getOrDefault(key, value));
    }

    /** A field that is a setting of each client that the connector has. */
    void putClients(String field, String setting, @Nullable Object value) {
        CLIENTS.forEach(prefix -> put(field, prefix + setting, value));
    }

    /** A field that is a setting of the consumer of input records. */
    void putConsumer(String field, String setting, @Nullable Object value) {
        switch (kind) {
            case SINK -> put(field, CONSUMER + setting, value);
            case RELAY -> put(field, "npipeline.source.consumer." + setting, value);
            case INGRESS ->
                refuse(field, value, "must not be set without sourceTopic: a source of your own has no consumer");
        }
    }

    /** A field that is a setting of the producer of outputs. */
    void putProducer(String field, String setting, @Nullable Object value) {
        if (kind == Kind.SINK) {
            refuseInSink(field, value);
        } else {
            put(field, PRODUCER + setting, value);
        }
    }

    /** Refuses a field of outputs, which a sink connector does not have. */
    void refuseInSink(String field, @Nullable Object value) {
        refuse(
                field,
                value,
                "must not be set for a sink connector, which writes to no topic; toSourceConnector is for pipelines "
                        + "that do");
    }

    /** Refuses a field that is set. */
    void refuse(String field, @Nullable Object value, String rule) {
        if (value != null) {
            problems.add(field, value, rule);
        }
    }

    /** Demands a field that this kind of connector cannot do without, unless the user set one of its keys. */
    void require(String field, @Nullable Object value, String rule, String... keys) {
        if (value == null && List.of(keys).stream().noneMatch(this::isSet)) {
            problems.add(field, null, rule);
        }
    }

    /** The configuration, with the settings that were given by key. */
    Map<String, String> config() {
        Map<String, String> all = new TreeMap<>(settings);
        all.putAll(config);
        return all;
    }
}

package io.npipeline.kafka.connect.source;

import io.npipeline.configuration.ConfigProblem;
import io.npipeline.configuration.ConnectorName;
import io.npipeline.configuration.KafkaClientSettings;
import io.npipeline.configuration.TaskNumber;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The settings of the consumer that a relay reads with: those of {@code npipeline.kafka.}, and over them those of
 * {@code npipeline.source.consumer.}. Immutable; its {@code toString} shows no value.
 */
final class SourceConsumerSettings {

    private static final String PREFIX = RelaySettings.PREFIX + "consumer.";
    private static final String READ_COMMITTED = "read_committed";

    /** Settings that are the connector's own business, with what to use instead or why. */
    private static final Map<String, String> OURS = new TreeMap<>(Map.of(
            ConsumerConfig.GROUP_ID_CONFIG,
                    "partitions are assigned by the connector and positions stored by the worker; "
                            + RelaySettings.GROUP_ID + " names a group to copy them to",
            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "partitions are assigned by the connector",
            ConsumerConfig.GROUP_PROTOCOL_CONFIG, "partitions are assigned by the connector",
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, "partitions are assigned by the connector",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "positions are stored by the worker",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "use " + StartSettings.START_AT,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, "use npipeline.source.key.converter",
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, "use npipeline.source.value.converter"));

    private final KafkaClientSettings kafka;
    private final Map<String, Object> overrides;
    private final String clientId;
    private final boolean exactlyOnce;

    SourceConsumerSettings(NPipelineSourceConnectorConfig config) {
        this(
                new KafkaClientSettings(config),
                Map.copyOf(config.originalsWithPrefix(PREFIX)),
                "npipeline-" + ConnectorName.of(config) + "-" + TaskNumber.of(config) + "-source",
                config.delivery().isExactlyOnce());
    }

    private SourceConsumerSettings(
            KafkaClientSettings kafka, Map<String, Object> overrides, String clientId, boolean exactlyOnce) {
        this.kafka = kafka;
        this.overrides = overrides;
        this.clientId = clientId;
        this.exactlyOnce = exactlyOnce;
    }

    /** The same for a consumer of the connector, beside those of its tasks. */
    SourceConsumerSettings withClientId(String ofConnector) {
        return new SourceConsumerSettings(kafka, overrides, ofConnector, exactlyOnce);
    }

    static boolean isFreeKey(String key) {
        return key.startsWith(PREFIX) || key.startsWith(KafkaClientSettings.PREFIX);
    }

    /** What to create the consumer with. May hold secrets. */
    Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, READ_COMMITTED);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // What other clients of ours need is not all the consumer's.
        kafka.settings().forEach((name, value) -> {
            if (ConsumerConfig.configNames().contains(name)) {
                settings.put(name, value);
            }
        });
        settings.putAll(overrides);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // A position that the log does not have any more is for us to decide about.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return settings;
    }

    /** Where the brokers are, for messages. */
    String bootstrapServers() {
        return String.valueOf(
                overrides.getOrDefault(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()));
    }

    /** Whether the topics may be others than those of the same name that the worker writes to. */
    boolean mayBeAnotherCluster() {
        Object own = overrides.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG);
        return own != null && Collections.disjoint(addresses(own), addresses(kafka.bootstrapServers()));
    }

    /** Brokers of one cluster may be named by any of its addresses. */
    private static Set<String> addresses(Object servers) {
        return new HashSet<>(List.of(servers.toString().trim().split("\\s*,\\s*")));
    }

    /** Whether only records of committed transactions are read; outputs of an aborted one would stay. */
    boolean readsCommitted() {
        return READ_COMMITTED.equals(String.valueOf(settings().get(ConsumerConfig.ISOLATION_LEVEL_CONFIG))
                .toLowerCase(Locale.ROOT));
    }

    List<ConfigProblem> problems() {
        List<ConfigProblem> problems = new ArrayList<>(kafka.problems());
        if (!kafka.hasBootstrapServers() && !mayBeAnotherCluster()) {
            problems.add(new ConfigProblem(
                    KafkaClientSettings.BOOTSTRAP_SERVERS,
                    null,
                    "must be set, or " + PREFIX + ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG
                            + " for another cluster: the worker does not share its own with tasks"));
        }
        OURS.forEach((name, instead) -> {
            if (overrides.containsKey(name)) {
                problems.add(new ConfigProblem(PREFIX + name, overrides.get(name), "must not be set: " + instead));
            }
        });
        problems.addAll(invalidValues());
        if (exactlyOnce && !readsCommitted()) {
            problems.add(new ConfigProblem(
                    PREFIX + ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                    settings().get(ConsumerConfig.ISOLATION_LEVEL_CONFIG),
                    "must be read_committed when " + DeliverySettings.SEMANTIC
                            + " is exactly_once: outputs of records whose transaction is aborted would stay"));
        }
        return problems;
    }

    /** What Kafka's own definition of the consumer's settings says; its messages hold no secret. */
    private List<ConfigProblem> invalidValues() {
        Map<String, String> texts = new HashMap<>();
        overrides.forEach((name, value) -> {
            if (!OURS.containsKey(name)) {
                texts.put(name, value.toString());
            }
        });
        List<ConfigProblem> problems = new ArrayList<>();
        for (ConfigValue value : ConsumerConfig.configDef().validate(texts)) {
            if (texts.containsKey(value.name()) && !value.errorMessages().isEmpty()) {
                problems.add(new ConfigProblem(
                        PREFIX + value.name(), overrides.get(value.name()), rule(value, texts.get(value.name()))));
            }
        }
        return problems;
    }

    /** Without the key and the value that a message of Kafka's begins with: ours has them, with the key as users wrote it. */
    private static String rule(ConfigValue value, String given) {
        String message = value.errorMessages().get(0);
        String beginning = "Invalid value " + given + " for configuration " + value.name() + ": ";
        return message.startsWith(beginning) ? message.substring(beginning.length()) : message;
    }

    @Override
    public String toString() {
        return "SourceConsumerSettings" + settings().keySet();
    }
}

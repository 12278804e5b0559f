package io.npipeline.configuration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/**
 * The settings of Kafka clients of our own, which a task needs because the worker shares neither its bootstrap servers nor
 * its credentials with tasks. Immutable; its {@code toString} shows no value.
 */
public final class KafkaClientSettings {

    public static final String PREFIX = "npipeline.kafka.";
    public static final String BOOTSTRAP_SERVERS = PREFIX + CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;

    private static final String ACKS = "acks";
    private static final Pattern SERVERS = Pattern.compile("\\s*[^\\s,]+:\\d{1,5}\\s*(,\\s*[^\\s,]+:\\d{1,5}\\s*)*");
    private static final String WORKER_OVERRIDE = "consumer.override." + CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;

    private final Map<String, Object> settings;

    public KafkaClientSettings(AbstractConfig config) {
        Map<String, Object> all = new HashMap<>(config.originalsWithPrefix(PREFIX));
        String own = config.getString(BOOTSTRAP_SERVERS);
        Object servers = own.isBlank() ? config.originals().get(WORKER_OVERRIDE) : own;
        all.remove(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        if (servers != null && !servers.toString().isBlank()) {
            all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
        }
        all.values().removeIf(Objects::isNull);
        settings = Map.copyOf(all);
    }

    /** Adds the keys. */
    public static void define(ConfigDef def) {
        new ConfigGroup(def, "Kafka clients")
                .optional(
                        BOOTSTRAP_SERVERS,
                        ConfigDef.Type.STRING,
                        "",
                        null,
                        Importance.MEDIUM,
                        "Bootstrap servers",
                        "The brokers for clients of our own, such as the producer of dead letters in a sink connector. "
                                + "Unset, " + WORKER_OVERRIDE
                                + " is taken where it is set. Any other client setting may "
                                + "follow the prefix " + PREFIX + ".");
    }

    /** What is wrong with the settings. */
    public List<ConfigProblem> problems() {
        List<ConfigProblem> problems = new ArrayList<>();
        Object servers = settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        if (servers != null && !SERVERS.matcher(servers.toString()).matches()) {
            problems.add(new ConfigProblem(BOOTSTRAP_SERVERS, servers, "must be a list of HOST:PORT"));
        }
        Object acks = settings.get(ACKS);
        if (acks != null && !acks.equals("all") && !acks.equals("-1")) {
            problems.add(new ConfigProblem(
                    PREFIX + ACKS,
                    acks,
                    "must be all or not set: a message is settled once its dead letter is durable"));
        }
        return problems;
    }

    /** Whether it is known where the brokers are. */
    public boolean hasBootstrapServers() {
        return settings.containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    }

    /** Where the brokers are, as configured; empty when it is not. */
    public String bootstrapServers() {
        return String.valueOf(settings.getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, ""));
    }

    /** The client settings, without the prefix. May hold secrets. */
    public Map<String, Object> settings() {
        return settings;
    }

    @Override
    public String toString() {
        return "KafkaClientSettings" + settings.keySet();
    }
}

package io.npipeline.configuration;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
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

    /** Whether it is known where the brokers are. */
    public boolean hasBootstrapServers() {
        return settings.containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
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

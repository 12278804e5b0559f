package io.npipeline.quickstart.environment;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The worker properties that follow from settings. */
final class WorkerProperties {

    private WorkerProperties() {}

    /** Of a worker that shares its connectors with the others of its {@code group.id}. */
    static Map<String, String> distributed(WorkerSettings settings, int port) {
        Map<String, String> properties = common(settings, port);
        properties.put("group.id", "connect-cluster");
        for (String store : new String[] {"config", "offset", "status"}) {
            properties.put(store + ".storage.topic", "connect-" + store + "s");
            properties.put(store + ".storage.replication.factor", "1");
        }
        properties.put("offset.storage.partitions", "5");
        properties.put("status.storage.partitions", "5");
        putFastRestart(properties);
        properties.putAll(settings.properties());
        properties.values().removeIf(String::isEmpty);
        return properties;
    }

    /** Of a worker on its own, which keeps its offsets in a file. */
    static Map<String, String> standalone(WorkerSettings settings, int port, Path offsets) {
        Map<String, String> properties = common(settings, port);
        properties.put("offset.storage.file.filename", offsets.toString());
        properties.putAll(settings.properties());
        properties.values().removeIf(String::isEmpty);
        return properties;
    }

    private static Map<String, String> common(WorkerSettings settings, int port) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("bootstrap.servers", settings.bootstrapServers());
        properties.put("listeners", "http://127.0.0.1:" + port);
        properties.put(
                "plugin.path",
                settings.pluginPath().stream()
                        .map(path -> path.toAbsolutePath().toString())
                        .collect(Collectors.joining(",")));
        properties.put("plugin.discovery", "service_load");
        for (String kind : new String[] {"key", "value"}) {
            properties.put(kind + ".converter", "org.apache.kafka.connect.json.JsonConverter");
            properties.put(kind + ".converter.schemas.enable", "false");
        }
        properties.put("config.providers", "env");
        properties.put("config.providers.env.class", "org.apache.kafka.common.config.provider.EnvVarConfigProvider");
        properties.put("connector.client.config.override.policy", "All");
        properties.put("offset.flush.interval.ms", "5000");
        return properties;
    }

    /**
     * A killed worker's connectors and its consumers' partitions are given to others when its sessions end, by default
     * after minutes.
     */
    private static void putFastRestart(Map<String, String> properties) {
        properties.put("session.timeout.ms", "6000");
        properties.put("heartbeat.interval.ms", "1000");
        properties.put("scheduled.rebalance.max.delay.ms", "1000");
        properties.put("consumer.session.timeout.ms", "6000");
        properties.put("consumer.heartbeat.interval.ms", "1000");
    }
}

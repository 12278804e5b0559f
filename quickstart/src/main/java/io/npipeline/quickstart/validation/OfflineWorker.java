package io.npipeline.quickstart.validation;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.connector.policy.AllConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.runtime.Worker;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;
import org.apache.kafka.connect.runtime.distributed.DistributedHerder;
import org.apache.kafka.connect.runtime.isolation.PluginDiscoveryMode;
import org.apache.kafka.connect.runtime.isolation.Plugins;
import org.apache.kafka.connect.runtime.rest.entities.ConfigInfos;
import org.apache.kafka.connect.storage.MemoryConfigBackingStore;
import org.apache.kafka.connect.storage.MemoryOffsetBackingStore;
import org.apache.kafka.connect.storage.MemoryStatusBackingStore;
import org.apache.kafka.connect.util.FutureCallback;

/**
 * A worker that is never started: the herder of a distributed one with exactly-once source support, of which only {@code
 * /config/validate} is asked. That needs no brokers, and is the worker's own code, from finding plugins to the rules for
 * transactions. Its providers of configuration are left out, because one that cannot read its file would end the
 * validation; {@link References} does their work.
 *
 * <p>Used by one thread; its few threads end with the process.
 */
final class OfflineWorker {

    private static final String CLUSTER = "none";

    private final Plugins plugins;
    private final DistributedHerder herder;

    private OfflineWorker(Path pluginPath, PluginDiscoveryMode discovery) {
        Map<String, String> properties = properties(pluginPath, discovery);
        plugins = new Plugins(properties);
        DistributedConfig config = ofKnownCluster(new DistributedConfig(properties));
        Worker worker = new Worker(
                "offline", Time.SYSTEM, plugins, config, new NoOffsets(), new AllConnectorClientConfigOverridePolicy());
        herder = new DistributedHerder(
                config,
                Time.SYSTEM,
                worker,
                CLUSTER,
                new MemoryStatusBackingStore(),
                new MemoryConfigBackingStore(),
                "http://localhost:8083",
                null,
                new AllConnectorClientConfigOverridePolicy(),
                List.of());
    }

    /**
     * A worker that knows the plugins which service files name, made in a fraction of the time that the other takes.
     *
     * @param pluginPath the worker's {@code plugin.path}
     */
    static OfflineWorker withServiceFiles(Path pluginPath) {
        return new OfflineWorker(pluginPath, PluginDiscoveryMode.SERVICE_LOAD);
    }

    /**
     * A worker that looked for plugins in all classes of all jars, as workers do that are not told otherwise.
     *
     * @param pluginPath the worker's {@code plugin.path}
     */
    static OfflineWorker withAllClasses(Path pluginPath) {
        return new OfflineWorker(pluginPath, PluginDiscoveryMode.HYBRID_WARN);
    }

    private static Map<String, String> properties(Path pluginPath, PluginDiscoveryMode discovery) {
        return Map.ofEntries(
                Map.entry("bootstrap.servers", "localhost:9092"), // which nothing connects to
                Map.entry("group.id", "connect-cluster"),
                Map.entry("config.storage.topic", "configs"),
                Map.entry("offset.storage.topic", "offsets"),
                Map.entry("status.storage.topic", "statuses"),
                Map.entry("exactly.once.source.support", "enabled"),
                Map.entry("key.converter", "org.apache.kafka.connect.json.JsonConverter"),
                Map.entry("value.converter", "org.apache.kafka.connect.json.JsonConverter"),
                Map.entry("plugin.path", pluginPath.toString()),
                Map.entry("plugin.discovery", discovery.toString()));
    }

    /**
     * Settings that do not ask brokers for the id of their cluster, which is only for names of metrics. They ask once and keep
     * the answer in a private field; nothing else of the worker's is touched.
     */
    private static DistributedConfig ofKnownCluster(DistributedConfig config) {
        try {
            Field cluster = WorkerConfig.class.getDeclaredField("kafkaClusterId");
            cluster.setAccessible(true);
            cluster.set(config, CLUSTER);
            return config;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This version of Connect asks brokers for the id of their cluster", e);
        }
    }

    /** The names of all connectors there are, in their order. */
    List<String> connectors() {
        return Stream.concat(plugins.sinkConnectors().stream(), plugins.sourceConnectors().stream())
                .map(connector -> connector.className())
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * What a worker answers.
     *
     * @throws ValidationFailedException when it answers with an error of its own instead
     */
    ConfigInfos validate(Map<String, String> config) throws ValidationFailedException, InterruptedException {
        FutureCallback<ConfigInfos> answer = new FutureCallback<>();
        herder.validateConnectorConfig(config, answer, false);
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new ValidationFailedException(e.getCause() == null ? e : e.getCause());
        }
    }

    /** Where a worker that never runs a source keeps offsets. */
    private static final class NoOffsets extends MemoryOffsetBackingStore {
        @Override
        public Set<Map<String, Object>> connectorPartitions(String connectorName) {
            return Set.of();
        }
    }
}

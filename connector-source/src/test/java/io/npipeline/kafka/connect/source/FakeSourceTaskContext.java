package io.npipeline.kafka.connect.source;

import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** The context of a worker that knows neither transactions nor, being older than Kafka 4.1, metrics of plugins. */
record FakeSourceTaskContext(Map<String, String> configs, OffsetStorageReader offsetStorageReader)
        implements SourceTaskContext {

    @Override
    public PluginMetrics pluginMetrics() {
        throw new NoSuchMethodError("PluginMetrics");
    }
}

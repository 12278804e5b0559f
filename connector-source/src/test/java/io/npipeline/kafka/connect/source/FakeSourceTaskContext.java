package io.npipeline.kafka.connect.source;

import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.source.TransactionContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/**
 * The context of a worker that, being older than Kafka 4.1, does not know metrics of plugins.
 *
 * @param transactionContext {@code null} where the worker gives its tasks no transactions
 */
record FakeSourceTaskContext(
        Map<String, String> configs,
        OffsetStorageReader offsetStorageReader,
        @Nullable TransactionContext transactionContext)
        implements SourceTaskContext {

    @Override
    public PluginMetrics pluginMetrics() {
        throw new NoSuchMethodError("PluginMetrics");
    }
}

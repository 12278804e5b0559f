package io.npipeline.kafka.connect.source;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceConnectorContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** The context of a connector in a worker that remembers what it is asked for. Thread safe. */
final class FakeSourceConnectorContext implements SourceConnectorContext {

    private final OffsetStorageReader stored;
    private final AtomicInteger reconfigurations = new AtomicInteger();

    FakeSourceConnectorContext(OffsetStorageReader stored) {
        this.stored = stored;
    }

    /** How often the tasks were asked to be configured anew. */
    int reconfigurations() {
        return reconfigurations.get();
    }

    @Override
    public void requestTaskReconfiguration() {
        reconfigurations.incrementAndGet();
    }

    @Override
    public void raiseError(Exception error) {
        throw new AssertionError(error);
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
        return stored;
    }

    @Override
    public PluginMetrics pluginMetrics() {
        throw new NoSuchMethodError("PluginMetrics");
    }
}

package io.npipeline.metrics;

import java.util.function.Supplier;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the worker has for metrics of a task, so that its own reporters get them (KIP-877, in workers from 4.1 on). Older workers
 * have nothing: neither the method nor the class.
 *
 * <p>Immutable.
 */
public final class WorkerMetrics {

    private static final Logger log = LoggerFactory.getLogger(WorkerMetrics.class);

    private final @Nullable Supplier<PluginMetricsPublication> publications;

    private WorkerMetrics(@Nullable Supplier<PluginMetricsPublication> publications) {
        this.publications = publications;
    }

    /** For tasks that publish in JMX alone. */
    public static WorkerMetrics none() {
        return new WorkerMetrics(null);
    }

    /** The worker's, as a task of a sink connector gets it. */
    public static WorkerMetrics of(SinkTaskContext context) {
        return guarded(() -> Guarded.of(context.pluginMetrics()));
    }

    /** The worker's, as a task of a source connector gets it. */
    public static WorkerMetrics of(SourceTaskContext context) {
        return guarded(() -> Guarded.of(context.pluginMetrics()));
    }

    private static WorkerMetrics guarded(Supplier<@Nullable Supplier<PluginMetricsPublication>> worker) {
        Supplier<PluginMetricsPublication> publications = null;
        try {
            publications = worker.get();
        } catch (LinkageError | RuntimeException e) {
            log.debug("The worker has no metrics of plugins", e);
        }
        if (publications == null) {
            log.info("Metrics are published in JMX only: this worker has none of its own for plugins, as those from "
                    + "Kafka 4.1 on have");
        }
        return new WorkerMetrics(publications);
    }

    /** A publication to which a group can be added; {@code null} where the worker has none. */
    @Nullable
    PluginMetricsPublication begin() {
        return publications == null ? null : publications.get();
    }

    /** Its methods name a class that a worker may lack, so that whoever looks at them could fail. */
    private static final class Guarded {

        @Nullable
        static Supplier<PluginMetricsPublication> of(@Nullable PluginMetrics metrics) {
            return metrics == null ? null : () -> new PluginMetricsPublication(metrics);
        }
    }
}

package io.npipeline.configuration;

import io.npipeline.metrics.KafkaMetrics;
import io.npipeline.node.NodeFactory;
import io.npipeline.pipeline.PipelineGraph;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pipeline with the factory of its nodes and what is told of its events, which are closed with it: once, after the nodes
 * were.
 *
 * <p>Used by one thread at a time.
 */
public final class LoadedPipeline implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LoadedPipeline.class);

    private final PipelineGraph graph;
    private final Supplier<KafkaMetrics> newMetrics;
    private @Nullable NodeFactory openFactory;
    private @Nullable KafkaMetrics openMetrics;

    /**
     * @param factory {@code null} where nodes have none
     * @param newMetrics makes what is told of events, open; it never throws
     */
    LoadedPipeline(PipelineGraph graph, @Nullable NodeFactory factory, Supplier<KafkaMetrics> newMetrics) {
        this.graph = graph;
        this.openFactory = factory;
        this.newMetrics = newMetrics;
    }

    public PipelineGraph graph() {
        return graph;
    }

    /**
     * What is told of events; it never throws. Made and opened by the first call, as who only looks at a pipeline needs none.
     *
     * @throws ConfigProblemException when there can be no object of its class
     */
    public KafkaMetrics metrics() {
        if (openMetrics == null) {
            openMetrics = newMetrics.get();
        }
        return openMetrics;
    }

    /** Never fails. */
    @Override
    public void close() {
        NodeFactory factory = openFactory;
        openFactory = null;
        if (factory != null) {
            close(factory);
        }
        KafkaMetrics metrics = openMetrics;
        openMetrics = null;
        if (metrics != null) {
            close("metrics", metrics);
        }
    }

    static void close(NodeFactory factory) {
        close("node factory", factory);
    }

    private static void close(String what, AutoCloseable closed) {
        try {
            closed.close();
        } catch (Throwable e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            log.warn("The {} {} failed to close", what, closed.getClass().getName(), e);
        }
    }
}

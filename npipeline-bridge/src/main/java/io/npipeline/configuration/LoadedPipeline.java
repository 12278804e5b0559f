package io.npipeline.configuration;

import io.npipeline.node.NodeFactory;
import io.npipeline.pipeline.PipelineGraph;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pipeline with the factory of its nodes, which is closed with it: once, after the nodes were.
 *
 * <p>Used by one thread at a time.
 */
public final class LoadedPipeline implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LoadedPipeline.class);

    private final PipelineGraph graph;
    private @Nullable NodeFactory openFactory;

    /**
     * @param factory {@code null} where nodes have none
     */
    LoadedPipeline(PipelineGraph graph, @Nullable NodeFactory factory) {
        this.graph = graph;
        this.openFactory = factory;
    }

    public PipelineGraph graph() {
        return graph;
    }

    /** Never fails. */
    @Override
    public void close() {
        NodeFactory factory = openFactory;
        openFactory = null;
        if (factory != null) {
            close(factory);
        }
    }

    static void close(NodeFactory factory) {
        try {
            factory.close();
        } catch (Throwable e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            log.warn("The node factory {} failed to close", factory.getClass().getName(), e);
        }
    }
}

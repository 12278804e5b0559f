package io.npipeline.node;

/**
 * A step of a pipeline. {@link #open} is called once before the first message, {@link #close} once after the last, in
 * reverse order of opening, also when a later node failed to open. A node whose {@code open} failed is closed too.
 *
 * <p>A node is called by many threads at a time unless the ordering forbids it, so it must be thread safe.
 */
public interface Node extends AutoCloseable {

    /** Acquires what the node needs. An exception stops the task. */
    default void open(NodeContext context) throws Exception {}

    /** Releases it. An exception is logged. */
    @Override
    default void close() throws Exception {}
}

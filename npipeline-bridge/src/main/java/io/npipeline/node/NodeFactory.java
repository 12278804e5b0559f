package io.npipeline.node;

/**
 * Makes the nodes that a pipeline asks its context for, with what they need, such as a container for dependency injection
 * does. Named by {@code npipeline.node.factory.class}, whose class lies beside the connector's and has a public constructor
 * without parameters.
 *
 * <p>Each task has one object of it, closed after the task's nodes. So has whoever else looks at a pipeline, as the validation
 * of a configuration does: like a definition it does no I/O and starts no threads before its nodes are opened.
 *
 * <p>Used by one thread at a time.
 */
public interface NodeFactory extends AutoCloseable {

    /**
     * Called once, before the definition of the pipeline. When it fails this is closed, and the failure is reported on
     * {@code npipeline.node.factory.class}.
     */
    default void open(PipelineParameters parameters) throws Exception {}

    /**
     * Makes a node, or whatever else the definition asks for. The pipeline opens and closes what is added to it as a node; all
     * else is this factory's to close. A failure is reported on {@code npipeline.node.factory.class}.
     *
     * @param type what it has to be
     */
    <N> N create(Class<N> type) throws Exception;

    /** Called once, after the nodes were closed. An exception is logged. */
    @Override
    default void close() throws Exception {}
}

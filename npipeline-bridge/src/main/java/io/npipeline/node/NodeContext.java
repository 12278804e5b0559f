package io.npipeline.node;

import io.npipeline.metrics.KafkaMetrics;
import io.npipeline.metrics.NullKafkaMetrics;

/**
 * What a node may know of the task it runs in.
 *
 * <p>Thread safe.
 */
public interface NodeContext {

    /** The name the node was added under. */
    String nodeName();

    /** The connector's name. */
    String connectorName();

    /** The number of the task within its connector, from 0. */
    int taskId();

    /**
     * Whether the task is stopping. A long call should then return or throw: its result may be ignored, and it is
     * interrupted when the drain limit passes.
     */
    boolean stopping();

    /** What {@code npipeline.metrics.class} names, for events of the node's own; it never throws. Without that it does nothing. */
    default KafkaMetrics metrics() {
        return NullKafkaMetrics.INSTANCE;
    }
}

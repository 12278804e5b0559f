package io.npipeline.pipeline;

import io.npipeline.failure.CircuitBreaker;
import io.npipeline.failure.FailurePolicy;
import java.time.Duration;

/**
 * A node that messages go into.
 *
 * @param <T> the type of their bodies
 */
public sealed interface InputHandle<T> permits TransformHandle, SinkHandle {

    /** The node's name. */
    String name();

    /** Sets what this node's failures lead to; without it the connector's configuration decides. */
    InputHandle<T> onFailure(FailurePolicy policy);

    /**
     * Sets how long one call to the node may take, for a batch sink one batch. A call that takes longer is interrupted, a
     * stage of an async transform is no longer waited for and no longer counts as a call; either has then failed with a
     * {@link java.util.concurrent.TimeoutException}, whatever becomes of it. A call that ignores interrupts still holds its
     * thread and its key until it returns.
     *
     * @param limit more than zero, at most a day
     */
    InputHandle<T> timeLimit(Duration limit);

    /**
     * Leaves the node alone while too many of its calls fail: its messages wait, without their retries being used up, and no
     * further records are taken in by the task.
     */
    InputHandle<T> circuitBreaker(CircuitBreaker circuitBreaker);
}

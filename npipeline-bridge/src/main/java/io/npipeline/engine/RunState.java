package io.npipeline.engine;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Whether the engine still runs, and what ended it.
 *
 * <p>Thread safe.
 */
final class RunState {

    /** Of the errors that follow the first, so many are kept with it; a trace has to fit into a record of the worker's. */
    private static final int MAX_FOLLOWERS = 4;

    private final AtomicReference<@Nullable ConnectException> failure = new AtomicReference<>();
    private volatile boolean halted;
    private volatile boolean stopping;

    /** Ends the task with this error, unless another came first: no further message is started. */
    void fail(ConnectException error) {
        if (!failure.compareAndSet(null, error)) {
            ConnectException first = failure.get();
            if (first != null && first != error && first.getSuppressed().length < MAX_FOLLOWERS) {
                first.addSuppressed(error);
            }
        }
        halted = true;
    }

    /** Ends the run in good order: no further message is started. */
    void stop() {
        stopping = true;
        halted = true;
    }

    /** Whether no further message may be started. */
    boolean isHalted() {
        return halted;
    }

    boolean isStopping() {
        return stopping;
    }

    @Nullable
    ConnectException failure() {
        return failure.get();
    }
}

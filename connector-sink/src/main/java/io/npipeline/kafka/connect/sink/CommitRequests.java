package io.npipeline.kafka.connect.sink;

import io.npipeline.engine.PipelineEngine;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * Asks the worker for commits while records are in flight or were settled, and remembers having asked: a commit that comes
 * unasked is a closing one.
 *
 * <p>Task thread only.
 */
final class CommitRequests {

    private final SinkTaskContext context;
    private final PipelineEngine engine;
    private final long intervalNanos;
    private long lastRequest = System.nanoTime();
    private long settledAtLastRequest;
    private boolean requested;

    CommitRequests(SinkTaskContext context, PipelineEngine engine, Duration interval) {
        this.context = context;
        this.engine = engine;
        intervalNanos = interval.toNanos();
    }

    void requestIfDue() {
        long settled = engine.settledRecords();
        boolean idle = engine.inFlightRecords() == 0;
        // While anything is in flight commits are asked for even when nothing was settled: an answered request restarts
        // the worker's own timer, and a commit that the worker makes by itself would be taken for a closing one.
        if (idle && settled == settledAtLastRequest) {
            return;
        }
        long now = System.nanoTime();
        long left = intervalNanos - (now - lastRequest);
        if (left <= 0) {
            context.requestCommit();
            requested = true;
            lastRequest = now;
            settledAtLastRequest = settled;
        } else if (idle) {
            // When no more records come, nothing else makes the worker call again before its own commit interval ends.
            context.timeout(TimeUnit.NANOSECONDS.toMillis(left) + 1);
        }
    }

    /** Whether the commit that now comes was asked for; forgets it. */
    boolean takeRequested() {
        boolean asked = requested;
        requested = false;
        return asked;
    }
}

package io.npipeline.kafka.connect.sink;

import io.npipeline.engine.PipelineEngine;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * Asks the worker for commits while records are in flight or were settled, and remembers having asked: a commit that comes
 * unasked is a closing one.
 *
 * <p>Task thread only, but for {@link #count}.
 */
final class CommitRequests {

    private final SinkTaskContext context;
    private final PipelineEngine engine;
    private final long intervalNanos;
    private long lastRequest = System.nanoTime();
    private long settledAtLastRequest;
    private boolean requested;
    private final AtomicLong count = new AtomicLong();

    CommitRequests(SinkTaskContext context, PipelineEngine engine, Duration interval) {
        this.context = context;
        this.engine = engine;
        intervalNanos = interval.toNanos();
    }

    /**
     * Asks for a commit if the interval is over.
     *
     * @param inFlight how many records are in flight
     * @return in how many milliseconds to look again, or {@link StartedSinkTask#NO_LOOK_NEEDED}
     */
    long requestIfDue(long inFlight) {
        // The worker answers before it calls again, unless an earlier commit is under way. Before that one ends a
        // rebalance may come, which must not be taken for the answer.
        requested = false;
        long settled = engine.settledRecords();
        // While anything is in flight commits are asked for even when nothing was settled: an answered request restarts
        // the worker's own timer, and a commit that the worker makes by itself would be taken for a closing one.
        if (inFlight == 0 && settled == settledAtLastRequest) {
            return StartedSinkTask.NO_LOOK_NEEDED;
        }
        long now = System.nanoTime();
        long left = intervalNanos - (now - lastRequest);
        if (left > 0) {
            return TimeUnit.NANOSECONDS.toMillis(left) + 1;
        }
        context.requestCommit();
        count.incrementAndGet();
        requested = true;
        lastRequest = now;
        settledAtLastRequest = settled;
        return StartedSinkTask.NO_LOOK_NEEDED;
    }

    /** How many commits were asked for. Any thread. */
    long count() {
        return count.get();
    }

    /** Whether the commit that now comes was asked for; forgets it. */
    boolean takeRequested() {
        boolean asked = requested;
        requested = false;
        return asked;
    }
}

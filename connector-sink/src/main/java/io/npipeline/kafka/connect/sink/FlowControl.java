package io.npipeline.kafka.connect.sink;

import io.npipeline.engine.PipelineEngine;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * Keeps what is in flight within its limits by pausing all partitions at the limit and resuming them at half of it, and
 * keeps the worker calling back soon while something is in flight. Nothing here blocks, so the consumer keeps polling and
 * stays in its group however long a message takes.
 *
 * <p>Task thread only, but for {@link #isPaused}.
 */
final class FlowControl {

    /** How soon to look again, in milliseconds, while paused and messages are being settled. */
    private static final long PAUSED_POLL_MS = 2;

    /** How soon to look again while anything is in flight; the worker would otherwise sleep for up to a minute. */
    private static final long BUSY_POLL_MS = 50;

    /** How many records may be remembered behind one that is stuck, at some nine bytes each. */
    private static final long MAX_SPAN = 1_000_000;

    /** After so many looks without a change, the last of them {@link #BUSY_POLL_MS} apart, nothing moves. */
    private static final int STANDSTILL_LOOKS = 2;

    private final SinkTaskContext context;
    private final PipelineEngine engine;
    private final long maxRecords;
    private final long maxBytes;
    private volatile boolean paused;
    private long lastInFlight;
    private int unchangedLooks;

    FlowControl(SinkTaskContext context, PipelineEngine engine, long maxRecords, long maxBytes) {
        this.context = context;
        this.engine = engine;
        this.maxRecords = maxRecords;
        this.maxBytes = maxBytes;
    }

    /** Sets the state of new partitions explicitly: a pause of an earlier ownership may have survived in the consumer. */
    void opened(Collection<TopicPartition> partitions) {
        TopicPartition[] opened = partitions.toArray(TopicPartition[]::new);
        if (paused) {
            context.pause(opened);
        } else {
            context.resume(opened);
        }
    }

    /**
     * Pauses or resumes as the limits say.
     *
     * @param open the partitions that are open; the worker fails on others
     * @param records how many records are in flight
     * @return in how many milliseconds to look again, or {@link StartedSinkTask#NO_LOOK_NEEDED}
     */
    long regulate(Map<TopicPartition, OwnedPartition> open, long records) {
        long bytes = engine.inFlightBytes();
        long span = longestSpan(open.values());
        boolean blocked = engine.isIntakeBlocked();
        if (!paused && (blocked || records >= maxRecords || bytes >= maxBytes || span >= MAX_SPAN)) {
            pause(open.keySet());
        } else if (paused && !blocked && records <= maxRecords / 2 && bytes <= maxBytes / 2 && span <= MAX_SPAN / 2) {
            resume(open.keySet());
        }
        boolean moving = records != lastInFlight;
        lastInFlight = records;
        unchangedLooks = moving ? 0 : unchangedLooks + 1;
        // Paused is how a busy task lives, and its batches fill. Only when nothing is settled any more may they be
        // waiting for records that are not taken in.
        engine.intakePaused(paused && unchangedLooks >= STANDSTILL_LOOKS);
        if (paused) {
            return moving ? PAUSED_POLL_MS : BUSY_POLL_MS;
        }
        return records > 0 ? BUSY_POLL_MS : StartedSinkTask.NO_LOOK_NEEDED;
    }

    /** Whether the partitions are paused. Any thread. */
    boolean isPaused() {
        return paused;
    }

    private static long longestSpan(Collection<OwnedPartition> partitions) {
        long longest = 0;
        for (OwnedPartition partition : partitions) {
            longest = Math.max(longest, partition.ownership().span());
        }
        return longest;
    }

    private void pause(Collection<TopicPartition> open) {
        context.pause(open.toArray(TopicPartition[]::new));
        paused = true;
    }

    private void resume(Collection<TopicPartition> open) {
        context.resume(open.toArray(TopicPartition[]::new));
        paused = false;
    }
}

package io.npipeline.kafka.connect.sink;

import io.npipeline.engine.PartitionReading;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A partition that a task has, for those who watch it. Its epochs follow each other; what is said of it is said of the current
 * one.
 *
 * <p>Thread safe.
 */
final class WatchedPartition {

    /**
     * Who looks at several values looks at them within this: they are then of one moment, and what is remembered of the
     * partition is gone through once.
     */
    private static final long SAME_MOMENT_NANOS = 10_000_000;

    private record Moment(OwnedPartition epoch, PartitionLook look, long nanoTime) {}

    private final LongSupplier nanoTime;
    private volatile OwnedPartition epoch;
    private volatile @Nullable Moment last;

    /** What the group had committed when nothing else was known. */
    private volatile long committed = LogEnds.UNKNOWN;

    WatchedPartition(OwnedPartition epoch, LongSupplier nanoTime) {
        this.epoch = epoch;
        this.nanoTime = nanoTime;
    }

    /** Another epoch begins, of which what was committed before says nothing. */
    void began(OwnedPartition next) {
        committed = LogEnds.UNKNOWN;
        epoch = next;
    }

    /** The offset that the connector's group committed; {@link LogEnds#UNKNOWN} where nobody asked, or there is none. */
    void committed(long offset) {
        committed = offset;
    }

    /** Whether the task itself does not know the frontier yet. */
    boolean isUncertain() {
        return look().frontier() < 0;
    }

    /**
     * The offset that may be committed: by what the task knows, and until it knows, the one that was committed before.
     * {@link LogEnds#UNKNOWN} with neither.
     */
    long frontier() {
        long frontier = look().frontier();
        return frontier < 0 ? committed : frontier;
    }

    /**
     * From the frontier to the end of the log; {@link LogEnds#UNKNOWN} while one of them is, but for a log in which nothing ever
     * was.
     *
     * @param end that of the last look, which the frontier may be past by now
     */
    long lag(long end) {
        if (end <= 0) {
            return end < 0 ? LogEnds.UNKNOWN : 0;
        }
        long frontier = frontier();
        return frontier < 0 ? LogEnds.UNKNOWN : Math.max(0, end - frontier);
    }

    PartitionReading reading() {
        return look().reading();
    }

    /** How long ago the first unsettled record was taken in; 0 with none. */
    long oldestUnsettledAgeMs() {
        PartitionReading reading = reading();
        return reading.hasUnsettled()
                ? TimeUnit.NANOSECONDS.toMillis(Math.max(0, nanoTime.getAsLong() - reading.unsettledSince()))
                : 0;
    }

    private PartitionLook look() {
        OwnedPartition current = epoch;
        long now = nanoTime.getAsLong();
        Moment moment = last;
        if (moment == null || moment.epoch() != current || now - moment.nanoTime() >= SAME_MOMENT_NANOS) {
            moment = new Moment(current, current.look(), now);
            last = moment;
        }
        return moment.look();
    }
}

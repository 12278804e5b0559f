package io.npipeline.metrics;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Records how long calls take and remembers those of the last one to two minutes: two histograms, of which the younger takes
 * what comes for a minute and then is the older.
 *
 * <p>Thread safe. To record takes no lock but once a minute, and then nobody waits for it.
 */
public final class LatencyWindow implements LatencyReadings {

    private static final long TURN_NANOS = Duration.ofMinutes(1).toNanos();

    /** Longer calls count as this. */
    private static final long LONGEST_NANOS = Duration.ofHours(1).toNanos();

    /** With one, buckets are a sixteenth wide and a histogram has five kilobytes; with two it would have 38. */
    private static final int DIGITS = 1;

    private static final double NANOS_PER_MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final LongSupplier nanoTime;
    private final Recorder recorder = new Recorder(LONGEST_NANOS, DIGITS);
    private final ReentrantLock lock = new ReentrantLock();

    /** When the younger histogram began. Written with the lock. */
    private volatile long turnedAt;

    /** What was taken out of the recorder since then. Guarded by the lock, as the next two. */
    private Histogram younger = new Histogram(LONGEST_NANOS, DIGITS);

    private Histogram older = new Histogram(LONGEST_NANOS, DIGITS);
    private final Histogram taken = new Histogram(LONGEST_NANOS, DIGITS);

    /** An empty one. */
    public LatencyWindow() {
        this(System::nanoTime);
    }

    LatencyWindow(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.turnedAt = nanoTime.getAsLong();
    }

    /** Records a call that is just over. */
    public void record(long nanos) {
        record(nanos, 1, nanoTime.getAsLong());
    }

    /**
     * Records a call that stands for several.
     *
     * @param count how many
     * @param now {@link System#nanoTime} of just now
     */
    public void record(long nanos, long count, long now) {
        if (now - turnedAt >= TURN_NANOS && lock.tryLock()) {
            try {
                turn(now);
            } finally {
                lock.unlock();
            }
        }
        recorder.recordValueWithCount(Math.max(0, Math.min(nanos, LONGEST_NANOS)), count);
    }

    @Override
    public double percentileMs(double percentile) {
        Histogram calls = calls();
        return calls.getTotalCount() == 0 ? Double.NaN : calls.getValueAtPercentile(percentile) / NANOS_PER_MS;
    }

    @Override
    public double maxMs() {
        Histogram calls = calls();
        return calls.getTotalCount() == 0 ? Double.NaN : calls.getMaxValue() / NANOS_PER_MS;
    }

    private Histogram calls() {
        lock.lock();
        try {
            turn(nanoTime.getAsLong());
            Histogram all = older.copy();
            all.add(younger);
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** With the lock. Takes in what was recorded, and lets go of what is too old. */
    private void turn(long now) {
        recorder.getIntervalHistogramInto(taken);
        younger.add(taken);
        long age = now - turnedAt;
        if (age < TURN_NANOS) {
            return;
        }
        Histogram freed = older;
        freed.reset();
        older = younger;
        younger = freed;
        if (age >= 2 * TURN_NANOS) {
            // Nothing came for a minute at the least, or it would have turned then.
            older.reset();
        }
        turnedAt = now;
    }
}

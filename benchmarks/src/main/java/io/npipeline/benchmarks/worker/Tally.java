package io.npipeline.benchmarks.worker;

import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts what one side of a comparison processes in a round and writes it down: once when as many records came as are
 * expected, with the time since the first, and again when the side is closed, so that records which came twice are seen.
 * Both sides of every comparison count with this class.
 *
 * <p>Thread safe. Each thread adds to numbers of its own, so that counting costs several threads no more than one.
 */
public final class Tally implements AutoCloseable {

    /** How often the numbers are summed. It adds half of that, on average, to a round of seconds. */
    private static final long LOOK_NANOS = 1_000_000;

    private final long expected;
    private final Path directory;
    private final AtomicLong startNanos = new AtomicLong();
    private final Queue<Part> parts = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<Part> ownPart = ThreadLocal.withInitial(this::newPart);
    private final Thread watcher = new Thread(this::watch, "tally");
    private volatile boolean closed;

    private Tally(long expected, Path directory) {
        this.expected = expected;
        this.directory = directory;
    }

    /**
     * Begins a round.
     *
     * @param expected how many records end it
     * @param directory an existing folder for what is counted; see {@link Count#reached} and {@link Count#last}
     */
    public static Tally start(long expected, Path directory) {
        Tally tally = new Tally(expected, directory);
        tally.watcher.setDaemon(true);
        tally.watcher.start();
        return tally;
    }

    /** Counts a record by its number and its size. */
    public void add(long number, int size) {
        Part part = ownPart.get();
        // Only this thread writes, so an ordered store is enough for the watcher to see both, the checksum first.
        part.checksum.lazySet(part.checksum.getPlain() + Checksum.of(number, size));
        part.count.lazySet(part.count.getPlain() + 1);
    }

    private Part newPart() {
        startNanos.compareAndSet(0, System.nanoTime());
        Part part = new Part();
        parts.add(part);
        return part;
    }

    private void watch() {
        while (!closed) {
            if (count() >= expected) {
                sum().write(Count.reached(directory));
                return;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private long count() {
        long count = 0;
        for (Part part : parts) {
            count += part.count.getAcquire();
        }
        return count;
    }

    private Count sum() {
        long count = 0;
        long checksum = 0;
        for (Part part : parts) {
            count += part.count.getAcquire();
            checksum += part.checksum.getAcquire();
        }
        return new Count(count, checksum, System.nanoTime() - startNanos.get());
    }

    /** Ends the round. Nothing may be added any more. */
    @Override
    public void close() {
        closed = true;
        sum().write(Count.last(directory));
    }

    private static final class Part {
        final AtomicLong count = new AtomicLong();
        final AtomicLong checksum = new AtomicLong();
    }
}

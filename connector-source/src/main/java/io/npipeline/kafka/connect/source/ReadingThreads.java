package io.npipeline.kafka.connect.source;

import io.npipeline.engine.DaemonThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of a task's readers.
 *
 * <p>Task thread only.
 */
final class ReadingThreads {

    private static final Logger log = LoggerFactory.getLogger(ReadingThreads.class);

    /** How long interrupted readers get to end before their source is closed under them. */
    private static final Duration AFTER_INTERRUPT = Duration.ofMillis(500);

    private final List<? extends ReadingLoop> readers;
    private final List<Thread> threads;

    private ReadingThreads(List<? extends ReadingLoop> readers, List<Thread> threads) {
        this.readers = readers;
        this.threads = threads;
    }

    static ReadingThreads start(List<? extends ReadingLoop> readers) {
        List<Thread> threads = new ArrayList<>();
        for (ReadingLoop reader : readers) {
            threads.add(DaemonThreads.create(Thread.currentThread().getName() + "-reader-" + threads.size(), reader));
        }
        ReadingThreads all = new ReadingThreads(List.copyOf(readers), List.copyOf(threads));
        try {
            threads.forEach(Thread::start);
        } catch (Throwable e) {
            all.stop(Duration.ZERO);
            throw e;
        }
        return all;
    }

    /** Ends the readers: waits for the reads under way, and interrupts them after the limit. */
    void stop(Duration limit) {
        readers.forEach(ReadingLoop::stop);
        try {
            join(limit);
            threads.forEach(Thread::interrupt);
            join(AFTER_INTERRUPT);
        } catch (InterruptedException e) {
            threads.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        }
        threads.stream()
                .filter(Thread::isAlive)
                .forEach(thread -> log.warn("The reader {} does not end", thread.getName()));
    }

    /** Waits for all readers together. */
    private void join(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        for (Thread thread : threads) {
            long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (millis > 0) {
                thread.join(millis);
            }
        }
    }
}

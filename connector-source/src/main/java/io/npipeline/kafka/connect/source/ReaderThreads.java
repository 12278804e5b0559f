package io.npipeline.kafka.connect.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The threads of a task's readers. They inherit the plugin's class loader and Connect's logging context from the task
 * thread.
 *
 * <p>Task thread only.
 */
final class ReaderThreads {

    private static final Logger log = LoggerFactory.getLogger(ReaderThreads.class);

    /** How long interrupted readers get to end before their source is closed under them. */
    private static final Duration AFTER_INTERRUPT = Duration.ofMillis(500);

    private final List<PartitionReader> readers;
    private final List<Thread> threads;

    private ReaderThreads(List<PartitionReader> readers, List<Thread> threads) {
        this.readers = readers;
        this.threads = threads;
    }

    static ReaderThreads start(List<PartitionReader> readers) {
        Map<String, String> logContext = MDC.getCopyOfContextMap();
        List<Thread> threads = new ArrayList<>();
        for (PartitionReader reader : readers) {
            Thread thread = new Thread(
                    () -> {
                        if (logContext != null) {
                            MDC.setContextMap(logContext);
                        }
                        reader.run();
                    },
                    Thread.currentThread().getName() + "-reader-" + threads.size());
            thread.setDaemon(true);
            threads.add(thread);
        }
        ReaderThreads all = new ReaderThreads(List.copyOf(readers), List.copyOf(threads));
        try {
            threads.forEach(Thread::start);
        } catch (Throwable e) {
            all.stop(Duration.ZERO);
            throw e;
        }
        return all;
    }

    PartitionReader get(int index) {
        return readers.get(index);
    }

    /** Ends the readers: waits for the reads under way, and interrupts them after the limit. */
    void stop(Duration limit) {
        readers.forEach(PartitionReader::stop);
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

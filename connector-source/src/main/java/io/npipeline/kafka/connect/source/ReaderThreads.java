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

    /** How long an interrupted reader gets to end before its source is closed under it. */
    private static final long AFTER_INTERRUPT_MS = 500;

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
            thread.start();
            threads.add(thread);
        }
        return new ReaderThreads(List.copyOf(readers), List.copyOf(threads));
    }

    PartitionReader get(int index) {
        return readers.get(index);
    }

    /** Ends the readers: waits for the reads under way, and interrupts them after the limit. */
    void stop(Duration limit) {
        readers.forEach(PartitionReader::stop);
        try {
            long deadline = System.nanoTime() + limit.toNanos();
            for (Thread thread : threads) {
                join(thread, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            threads.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread, long millis) throws InterruptedException {
        if (millis > 0) {
            thread.join(millis);
        }
        if (thread.isAlive()) {
            thread.interrupt();
            thread.join(AFTER_INTERRUPT_MS);
            if (thread.isAlive()) {
                log.warn("The reader {} does not end", thread.getName());
            }
        }
    }
}

package io.npipeline.engine;

import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of one engine: the workers, which run all user code, and the timer. They inherit the class loader and the
 * logging context of the thread that makes this.
 *
 * <p>Task thread only; what it hands out is thread safe.
 */
final class EngineThreads {

    private static final Logger log = LoggerFactory.getLogger(EngineThreads.class);

    /** Measured on two cores: with more, the task thread gets too little of the CPU. */
    private static final int MANY_PLATFORM_THREADS = 500;

    /** How long calls get at the least to end by themselves after they were told that the task is stopping. */
    private static final Duration NOTICE = Duration.ofMillis(250);

    /** How long interrupted calls get to end before their nodes are closed under them. */
    private static final Duration AFTER_INTERRUPT = Duration.ofMillis(500);

    private final WorkerPool workers;
    private final Timer timer;

    /**
     * @param tallies where each worker has one
     * @param onDefect gets what a unit of the engine's own failed with, or why there are no threads to be had; any thread
     */
    EngineThreads(EngineSettings settings, Tallies tallies, Consumer<Throwable> onDefect) {
        EngineSettings.Processing processing = settings.processing();
        warnOfManyThreads(processing);
        String name = "npipeline-" + settings.connectorName() + "-" + settings.taskId();
        workers = new WorkerPool(
                processing.maxDegreeOfParallelism(),
                WorkerThreads.factory(processing.threads(), name + "-worker"),
                tallies,
                onDefect);
        timer = new Timer(workers, WorkerThreads.factory(ThreadKind.PLATFORM, name + "-timer"));
    }

    private static void warnOfManyThreads(EngineSettings.Processing processing) {
        if (processing.maxDegreeOfParallelism() > MANY_PLATFORM_THREADS
                && !WorkerThreads.areVirtual(processing.threads())) {
            log.warn(
                    "A parallelism of {} on platform threads may keep the CPU busy with switching between them; "
                            + "a worker on JDK 24 or later uses virtual threads",
                    processing.maxDegreeOfParallelism());
        }
    }

    WorkerPool workers() {
        return workers;
    }

    Timer timer() {
        return timer;
    }

    /** Waits until nothing runs or is ready to; returns whether that came in time. */
    boolean awaitQuiet(Duration limit) {
        try {
            return workers.awaitQuiet(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits for calls that run, interrupts them after the limit, and ends the threads. */
    void stop(Duration limit) {
        boolean quiet = awaitQuiet(limit.compareTo(NOTICE) > 0 ? limit : NOTICE);
        workers.stop();
        try {
            workers.awaitTermination(quiet ? NOTICE : Duration.ZERO, AFTER_INTERRUPT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        timer.close();
    }
}

package io.npipeline.engine;

/**
 * What a worker runs from beginning to end, before it takes another.
 *
 * <p>Made ready by any thread through a {@link WorkerPool}, run by one worker.
 */
@FunctionalInterface
interface WorkUnit {

    /**
     * By one worker.
     *
     * @param tally of the thread that runs this; it is handed on because looking it up for each run can be measured
     */
    void run(Tally tally);
}

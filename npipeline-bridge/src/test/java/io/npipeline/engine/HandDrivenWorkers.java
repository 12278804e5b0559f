package io.npipeline.engine;

/**
 * A {@link WorkerPool} whose only worker is the thread of the test: it runs what is ready when the test says so and comes
 * back. Calls that are made meanwhile may drive the pool again, as if another worker went on while theirs is busy.
 *
 * <p>One thread only.
 */
final class HandDrivenWorkers {

    /** Ends a turn: a worker has no other way out of its loop. */
    private static final class EndOfTurn extends RuntimeException {
        private static final long serialVersionUID = 1L;

        EndOfTurn() {
            super("end of the turn", null, false, false);
        }
    }

    private static final class NoMoreThreads extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoMoreThreads() {
            super("there is one worker", null, false, false);
        }
    }

    private final WorkerPool pool;
    private Runnable loop = () -> {};
    private boolean started;
    private int turns;

    /** How many ends of a turn are ready; at least one for each turn, or its loop would wait for more work. */
    private int ends;

    /**
     * @param tallies of all operators
     */
    HandDrivenWorkers(Tallies tallies) {
        pool = new WorkerPool(Integer.MAX_VALUE, this::onlyThread, tallies, HandDrivenWorkers::rethrow);
    }

    WorkerPool pool() {
        return pool;
    }

    /** Runs what is ready, one after the other; returns whether that was all that was ready at the beginning. */
    boolean run() {
        boolean all = ends == turns++;
        if (all) {
            ends++;
            pool.add(this::endTurn);
        }
        try {
            loop.run();
            throw new IllegalStateException("The worker's loop ended");
        } catch (EndOfTurn e) {
            turns--;
        }
        return all;
    }

    /** By a call that runs: what is ready behind it is left for another turn. */
    void endTurnAfterThisUnit() {
        ends++;
        pool.addFirst(this::endTurn);
    }

    private void endTurn() {
        ends--;
        throw new EndOfTurn();
    }

    private Thread onlyThread(Runnable work) {
        if (started) {
            throw new NoMoreThreads();
        }
        started = true;
        loop = work;
        return new Thread(() -> {});
    }

    private static void rethrow(Throwable error) {
        if (error instanceof EndOfTurn end) {
            throw end;
        }
        if (error instanceof Error failure) {
            throw failure;
        }
        throw new AssertionError("A unit threw", error);
    }
}

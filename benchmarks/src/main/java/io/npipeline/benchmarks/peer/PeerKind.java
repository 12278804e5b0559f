package io.npipeline.benchmarks.peer;

/** The programs there are. */
public enum PeerKind {
    /** The library that brings parallelism with key order to a plain consumer. */
    PARALLEL_CONSUMER,
    /** Threads that do the work of each record and have no records: what the machine allows at most. */
    BARE_THREADS;

    AutoCloseable begin(PeerRound round) {
        return switch (this) {
            case PARALLEL_CONSUMER -> new ParallelConsumerRound(round);
            case BARE_THREADS -> new BareThreadsRound(round);
        };
    }
}

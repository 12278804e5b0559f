package io.npipeline.benchmarks.endtoend;

import java.util.Optional;

/** One side of a comparison, in a JVM of its own that stays up from round to round. Used by one thread. */
public interface Side extends AutoCloseable {

    String name();

    /** Begins to read. Returns before it is done. */
    void begin(Round round);

    /** Stops reading; what was counted at last is written. */
    void end();

    /** Why a round will not come to its end; empty while nothing is known against it. */
    Optional<String> failure();

    @Override
    void close();
}

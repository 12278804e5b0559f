package io.npipeline.metrics;

import java.util.concurrent.ThreadLocalRandom;

/** Which events are told of where all would cost too much: one of 64, at random, as events may come in a pattern of their own. */
public final class Sampling {

    private static final int ONE_OF = 64;

    private Sampling() {}

    /** Whether to tell of the next event. Any thread. */
    public static boolean isNext() {
        return ThreadLocalRandom.current().nextInt(ONE_OF) == 0;
    }
}

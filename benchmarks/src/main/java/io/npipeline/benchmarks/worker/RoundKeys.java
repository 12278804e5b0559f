package io.npipeline.benchmarks.worker;

/** The names of what a round tells the side that runs it. */
public final class RoundKeys {

    /** How many records end the round. */
    public static final String EXPECTED = "expected";

    /** The folder for what was counted. */
    public static final String DIRECTORY = "directory";

    /** How many milliseconds to sleep for each record; 0 unless set. */
    public static final String WORK_MS = "work.ms";

    /** Whether records are readings in JSON; bytes unless set. */
    public static final String JSON = "json";

    /** Whether a task that only counts does it on another thread than the worker's; not unless set. */
    public static final String HAND_OVER = "hand.over";

    private RoundKeys() {}
}

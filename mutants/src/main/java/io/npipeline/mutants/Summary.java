package io.npipeline.mutants;

import java.time.Duration;

/**
 * Counts verdicts and says them.
 *
 * <p>One thread only.
 */
final class Summary {

    private static final int ALL_CAUGHT = 0;
    private static final int SOME_SURVIVED = 1;
    private static final int SOME_UNTRIED = 2;

    private int caught;
    private int survived;
    private int untried;

    /** Counts a verdict; returns the line about it. */
    String add(String mutant, Verdict verdict, Duration time) {
        String word;
        String what;
        if (verdict instanceof Verdict.Caught found) {
            caught++;
            word = "caught";
            what = found.test();
        } else if (verdict instanceof Verdict.Untried not) {
            untried++;
            word = "failed";
            what = not.reason();
        } else {
            survived++;
            word = "SURVIVED";
            what = ((Verdict.Survived) verdict).reason();
        }
        return String.format("%-9s %-46s %s (%d s)", word, mutant, what, time.toSeconds());
    }

    /** The last line. What could not be tried is neither caught nor survived, and is not left unsaid. */
    String total() {
        return "MUTANTS caught=" + caught + " survived=" + survived + (untried == 0 ? "" : " failed=" + untried);
    }

    int exitCode() {
        return survived > 0 ? SOME_SURVIVED : untried > 0 ? SOME_UNTRIED : ALL_CAUGHT;
    }
}

package io.npipeline.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** When the measurements of a peer are good enough to compare with. */
public final class Validity {

    /** Shorter rounds say more about starting than about running. */
    public static final double MIN_SECONDS = 5;

    /** More than this between the extremes, as a share of the median, and the machine was busy with something else. */
    public static final double MAX_SPREAD = 0.30;

    private Validity() {}

    /** What speaks against a result, a sentence each; empty when nothing does. */
    public static List<String> problems(String peer, double shortestSeconds, Samples measured) {
        List<String> problems = new ArrayList<>();
        if (shortestSeconds < MIN_SECONDS) {
            problems.add(String.format(
                    Locale.ROOT,
                    "%s took %.1f s in one round, which is under %.0f s",
                    peer,
                    shortestSeconds,
                    MIN_SECONDS));
        }
        if (measured.spread() > MAX_SPREAD) {
            problems.add(String.format(
                    Locale.ROOT,
                    "%s varied by %.0f %%, which is more than %.0f %%",
                    peer,
                    measured.spread() * 100,
                    MAX_SPREAD * 100));
        }
        return problems;
    }
}

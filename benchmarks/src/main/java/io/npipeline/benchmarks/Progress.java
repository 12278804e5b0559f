package io.npipeline.benchmarks;

import java.io.PrintStream;

/** What a user reads while a benchmark runs. Thread safe. */
public final class Progress {

    private final PrintStream out;

    Progress(PrintStream out) {
        this.out = out;
    }

    /** A line. */
    public void line(String text) {
        out.println(text);
        out.flush();
    }
}

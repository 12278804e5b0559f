package io.npipeline.quickstart;

import java.io.PrintStream;

/**
 * What the user reads. Once silenced it prints nothing more, so that a stop does not end in a list of what broke by it.
 *
 * <p>Thread safe.
 */
final class Console {

    private final PrintStream out;
    private volatile boolean silent;

    Console(PrintStream out) {
        this.out = out;
    }

    /** A line. */
    void line(String text) {
        if (!silent) {
            out.println(text);
            out.flush();
        }
    }

    /** Prints a last line, then nothing any more. */
    void silenceAfter(String lastLine) {
        line(lastLine);
        silent = true;
    }
}

package io.npipeline.deadletter;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A stack trace as text, cut so that a deep one cannot make a dead letter too large to be stored. */
final class StackTraceText {

    private static final int MAX_CHARS = 16_384;

    private StackTraceText() {}

    static String of(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.getBuffer().length() <= MAX_CHARS
                ? text.toString()
                : text.getBuffer().substring(0, MAX_CHARS) + "… (cut)";
    }
}

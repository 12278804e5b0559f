package io.npipeline.deadletter;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/** What an error says, cut so that a long message or a deep trace cannot make a dead letter too large to be stored. */
final class ErrorText {

    private static final int MAX_TRACE = 16_384;
    private static final int MAX_MESSAGE = 4_096;

    private ErrorText() {}

    static String trace(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return cut(text.toString(), MAX_TRACE);
    }

    static @Nullable String message(Throwable error) {
        String message = error.getMessage();
        return message == null ? null : cut(message, MAX_MESSAGE);
    }

    private static String cut(String text, int maxChars) {
        return text.length() <= maxChars ? text : text.substring(0, maxChars) + "… (cut)";
    }
}

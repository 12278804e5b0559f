package io.npipeline.deadletter;

import java.io.PrintWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** What an error says, cut so that a long message or a deep trace cannot make a dead letter too large to be stored. */
final class ErrorText {

    private static final int MAX_TRACE = 16_384;
    private static final int MAX_MESSAGE = 4_096;

    private ErrorText() {}

    static String trace(Throwable error) {
        BeginningOfText text = new BeginningOfText();
        error.printStackTrace(new PrintWriter(text));
        return cut(text.beginning.toString(), MAX_TRACE);
    }

    static @Nullable String message(Throwable error) {
        String message = error.getMessage();
        return message == null ? null : cut(message, MAX_MESSAGE);
    }

    private static String cut(String text, int maxChars) {
        return text.length() <= maxChars ? text : text.substring(0, maxChars) + "… (cut)";
    }

    /** Keeps as much of a trace as is shown, and one character more; the rest may be many megabytes. */
    private static final class BeginningOfText extends Writer {

        private final StringBuilder beginning = new StringBuilder();

        @Override
        public void write(char[] text, int from, int length) {
            int left = MAX_TRACE + 1 - beginning.length();
            beginning.append(text, from, Math.min(length, left));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}

package io.npipeline.engine;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A key as a log line shows it: on one line, and cut. */
final class KeyText {

    private static final int MAX_CHARS = 100;

    private KeyText() {}

    static String of(@Nullable Object key) {
        String text = key instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(key);
        String cut = text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "… (cut)";
        return cut.replaceAll("\\R|\\p{Cntrl}", " ");
    }
}

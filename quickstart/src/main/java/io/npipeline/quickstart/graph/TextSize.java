package io.npipeline.quickstart.graph;

import java.util.List;

/**
 * How much room lines of text take. Estimated, because fonts are only known where the picture is looked at, and machines
 * without a screen often have none.
 */
final class TextSize {

    static final double LINE = 17;
    static final double PADDING = 12;

    /** Of a sans-serif font of 12 pixels, for letters of usual width. */
    private static final double LETTER = 6.7;

    private TextSize() {}

    static double width(List<String> lines) {
        return lines.stream().mapToInt(String::length).max().orElse(0) * LETTER + 2 * PADDING;
    }

    static double height(List<String> lines) {
        return lines.size() * LINE + 2 * PADDING;
    }
}

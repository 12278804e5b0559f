package io.npipeline.engine;

import java.util.Arrays;

/**
 * Which offsets of a partition are settled, from a base on: what a position cannot say that is a single offset. The base is
 * that position; an offset that the map does not name is not settled. Immutable.
 */
public final class OffsetMap {

    /** Ends the text of a map where something follows that is none of its. */
    public static final String END = "~";

    private final long base;

    /** Where the runs of settled offsets begin and, exclusive, end, in turn and ascending. */
    private final long[] bounds;

    private OffsetMap(long base, long[] bounds) {
        this.base = base;
        this.bounds = bounds;
    }

    /** A map that names no offset. */
    public static OffsetMap empty(long base) {
        return new OffsetMap(base, new long[0]);
    }

    /**
     * A map that names all offsets from the first of those that are not settled up to an end, but these.
     *
     * @param unsettled ascending; where there are none the base is the end
     * @param end exclusive
     * @param earlier what was known before; counts from the end on
     */
    public static OffsetMap allBut(long[] unsettled, long end, OffsetMap earlier) {
        Builder map = new Builder(unsettled.length == 0 ? end : unsettled[0]);
        for (int i = 0; i < unsettled.length; i++) {
            map.add(unsettled[i] + 1, i + 1 < unsettled.length ? unsettled[i + 1] : end);
        }
        return map.addFrom(earlier, end).build();
    }

    /**
     * Reads what {@link #encode} made, up to {@link #END} if there is one. Never throws, whatever the text is.
     *
     * @param base the offset with which the text was stored
     */
    public static OffsetMapReading decode(String text, long base) {
        int end = text.indexOf(END);
        String map = end < 0 ? text : text.substring(0, end);
        return OffsetMapCodec.decode(map, base);
    }

    /**
     * The map as text for which any store of strings will do. One that does not fit names fewer offsets, those at its high
     * end being left out; where not even its head fits, the text is empty.
     *
     * @param maxChars the most characters, all of them ASCII
     */
    public String encode(int maxChars) {
        return OffsetMapCodec.encode(this, maxChars);
    }

    public long base() {
        return base;
    }

    /** The offset behind the last one that the map names; the base when it names none. */
    public long end() {
        return isEmpty() ? base : bounds[bounds.length - 1];
    }

    public boolean isEmpty() {
        return bounds.length == 0;
    }

    /** Whether the map names the offset. */
    public boolean isSettled(long offset) {
        if (offset >= end()) {
            return false;
        }
        int found = Arrays.binarySearch(bounds, offset);
        // A run holds its begin and not its end; an offset between bounds is in a run if a begin stands before it.
        int boundsNotAbove = found >= 0 ? found + 1 : -found - 1;
        return boundsNotAbove % 2 == 1;
    }

    int runs() {
        return bounds.length / 2;
    }

    long runBegin(int run) {
        return bounds[2 * run];
    }

    /** Exclusive. */
    long runEnd(int run) {
        return bounds[2 * run + 1];
    }

    @Override
    public String toString() {
        return "OffsetMap[" + base + ", " + runs() + " runs up to " + end() + "]";
    }

    /**
     * Gathers runs in their order.
     *
     * <p>One thread only.
     */
    static final class Builder {

        private final long base;
        private long[] bounds = new long[16];
        private int size;

        Builder(long base) {
            this.base = base;
        }

        /** Adds a run that does not begin before the last one; what lies below the base is left out. */
        Builder add(long begin, long end) {
            long from = Math.max(begin, base);
            if (from >= end) {
                return this;
            }
            if (size > 0 && bounds[size - 1] >= from) {
                bounds[size - 1] = Math.max(bounds[size - 1], end);
                return this;
            }
            if (size == bounds.length) {
                bounds = Arrays.copyOf(bounds, size * 2);
            }
            bounds[size++] = from;
            bounds[size++] = end;
            return this;
        }

        /** Adds what another map names from an offset on. */
        Builder addFrom(OffsetMap other, long offset) {
            for (int run = 0; run < other.runs(); run++) {
                add(Math.max(other.runBegin(run), offset), other.runEnd(run));
            }
            return this;
        }

        OffsetMap build() {
            return new OffsetMap(base, Arrays.copyOf(bounds, size));
        }
    }
}

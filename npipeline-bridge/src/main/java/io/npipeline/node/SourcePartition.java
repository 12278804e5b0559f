package io.npipeline.node;

import java.util.Map;

/**
 * A part of a source that is read in one order, such as a file or a table. Connect stores a position for each, under
 * these names and values. Immutable.
 */
public record SourcePartition(Map<String, String> id) {

    public SourcePartition {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("A source partition needs at least one name and value");
        }
        id = Map.copyOf(id);
    }

    /** A partition that one name and value identify. */
    public static SourcePartition of(String name, String value) {
        return new SourcePartition(Map.of(name, value));
    }

    @Override
    public String toString() {
        return id.toString();
    }
}

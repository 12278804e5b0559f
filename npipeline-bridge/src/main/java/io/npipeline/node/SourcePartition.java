package io.npipeline.node;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A part of a source that is read in one order, such as a file or a table. Connect stores a position for each, under
 * these names and values. Immutable.
 *
 * @param id names and values, in one order whatever that of the given map: Connect finds a stored position by the very bytes
 *     of its partition. It is the order of a {@code HashMap}, which a partition has after its way through Connect's JSON, so
 *     positions that are altered over REST are found too
 */
public record SourcePartition(Map<String, String> id) {

    public SourcePartition {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("A source partition needs at least one name and value");
        }
        if (holdsNull(id)) {
            throw new IllegalArgumentException("Source partition " + id + " must not hold null");
        }
        Map<String, String> inConnectsOrder = new HashMap<>();
        new TreeMap<>(id).forEach(inConnectsOrder::put);
        id = Collections.unmodifiableMap(inConnectsOrder);
    }

    private static boolean holdsNull(Map<String, String> id) {
        return id.keySet().stream().anyMatch(Objects::isNull)
                || id.values().stream().anyMatch(Objects::isNull);
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

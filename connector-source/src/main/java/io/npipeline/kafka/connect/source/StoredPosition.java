package io.npipeline.kafka.connect.source;

import io.npipeline.node.Position;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * A position as Connect stores it: the user's values and the version of this layout. Without the user's values it stands
 * for the beginning.
 */
final class StoredPosition {

    private static final long VERSION = 1;

    private StoredPosition() {}

    /** What to store for a position; {@code null} for the beginning. */
    static Map<String, Object> write(@Nullable Position position) {
        Map<String, Object> stored = new HashMap<>();
        if (position != null) {
            stored.putAll(position.values());
        }
        stored.put(Position.VERSION_KEY, VERSION);
        return stored;
    }

    /**
     * The position that was stored; empty for the beginning.
     *
     * @throws ConnectException when it is of a version this connector does not know, or has values that no position has
     */
    static Optional<Position> read(@Nullable Map<String, ?> stored) {
        if (stored == null) {
            return Optional.empty();
        }
        if (!(stored.get(Position.VERSION_KEY) instanceof Number version && version.longValue() == VERSION)) {
            throw unreadable(stored, "\"" + Position.VERSION_KEY + "\" must be " + VERSION);
        }
        Map<String, Object> values = new HashMap<>(stored);
        values.remove(Position.VERSION_KEY);
        try {
            return values.isEmpty() ? Optional.empty() : Optional.of(new Position(values));
        } catch (IllegalArgumentException e) {
            throw unreadable(stored, String.valueOf(e.getMessage()));
        }
    }

    private static ConnectException unreadable(Map<String, ?> stored, String reason) {
        return new ConnectException("The position " + stored + " cannot be read: " + reason);
    }
}

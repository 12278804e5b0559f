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
     * @throws ConnectException when it is of a version this connector does not know
     */
    static Optional<Position> read(@Nullable Map<String, Object> stored) {
        if (stored == null) {
            return Optional.empty();
        }
        if (!isReadable(stored)) {
            throw new ConnectException("The stored position " + stored + " cannot be read: \"" + Position.VERSION_KEY
                    + "\" must be " + VERSION);
        }
        Map<String, Object> values = new HashMap<>(stored);
        values.remove(Position.VERSION_KEY);
        return values.isEmpty() ? Optional.empty() : Optional.of(new Position(values));
    }

    /** Whether this is of a version that {@link #read} knows. */
    static boolean isReadable(Map<String, ?> stored) {
        return stored.get(Position.VERSION_KEY) instanceof Number version && version.longValue() == VERSION;
    }
}

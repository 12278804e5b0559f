package io.npipeline.kafka.connect.source;

import io.npipeline.node.Position;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a partition of a user's own source was read.
 *
 * <p>Task thread only.
 */
final class ItemProgress implements Progress<Position> {

    private @Nullable Position reached;

    /**
     * @param stored the position to go on from; {@code null} for the beginning
     */
    ItemProgress(@Nullable Position stored) {
        reached = stored;
    }

    @Override
    public @Nullable Position reached() {
        return reached;
    }

    /** Takes note of an item that was read. */
    void read(Position after) {
        reached = after;
    }

    /** Only a position of the source's own can be stored, so this is right where what waits was read last. */
    @Override
    public Map<String, Object> position(List<Started<Position>> waiting) {
        return StoredPosition.write(waiting.isEmpty() ? reached : waiting.get(0).at());
    }
}

package io.npipeline.kafka.connect.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/** Reads the stored positions of source partitions. */
final class StoredPositions {

    private StoredPositions() {}

    /**
     * The partitions in their order, each with the position to go on from.
     *
     * @param id what Connect stores a partition's position under
     * @param position what is stored, or {@code null}, as a position
     */
    static <P, I, V> Map<P, V> read(
            List<P> partitions,
            OffsetStorageReader offsets,
            Function<P, Map<String, I>> id,
            Function<@Nullable Map<String, Object>, V> position) {
        Map<Map<String, I>, Map<String, Object>> stored =
                offsets.offsets(partitions.stream().map(id).toList());
        Map<P, V> positions = new LinkedHashMap<>();
        partitions.forEach(partition -> positions.put(partition, position.apply(stored.get(id.apply(partition)))));
        return positions;
    }
}

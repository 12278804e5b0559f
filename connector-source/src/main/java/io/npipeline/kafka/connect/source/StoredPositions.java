package io.npipeline.kafka.connect.source;

import io.npipeline.node.Position;
import io.npipeline.node.SourcePartition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** Reads the stored positions of source partitions. */
final class StoredPositions {

    private StoredPositions() {}

    /** The partitions in their order, each with the position to go on from. */
    static Map<SourcePartition, Optional<Position>> read(
            List<SourcePartition> partitions, OffsetStorageReader offsets) {
        Map<Map<String, String>, Map<String, Object>> stored =
                offsets.offsets(partitions.stream().map(SourcePartition::id).toList());
        Map<SourcePartition, Optional<Position>> positions = new LinkedHashMap<>();
        for (SourcePartition partition : partitions) {
            positions.put(partition, StoredPosition.read(stored.get(partition.id())));
        }
        return positions;
    }
}

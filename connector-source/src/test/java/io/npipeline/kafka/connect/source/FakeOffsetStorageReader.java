package io.npipeline.kafka.connect.source;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/** The positions that earlier tasks stored. Like the real one it answers {@code null} for partitions without. */
final class FakeOffsetStorageReader implements OffsetStorageReader {

    private final Map<Map<String, ?>, Map<String, Object>> stored = new HashMap<>();

    void store(Map<String, ?> partition, Map<String, Object> position) {
        stored.put(partition, position);
    }

    @Override
    public <T> @Nullable Map<String, Object> offset(Map<String, T> partition) {
        return stored.get(partition);
    }

    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
        Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
        for (Map<String, T> partition : partitions) {
            found.put(partition, stored.get(partition));
        }
        return found;
    }
}

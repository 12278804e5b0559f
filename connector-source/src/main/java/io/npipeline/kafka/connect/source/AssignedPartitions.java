package io.npipeline.kafka.connect.source;

import io.npipeline.binding.JsonText;
import io.npipeline.node.SourcePartition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The source partitions of one task, as the connector writes them into the task's configuration. Immutable.
 */
record AssignedPartitions(List<SourcePartition> partitions) {

    private static final String KEY = "npipeline.task.source.partitions";
    private static final Comparator<List<SourcePartition>> BY_SIZE = Comparator.comparingInt(List::size);

    /** Adds the key, hidden from documentation and REST. */
    static void define(ConfigDef def) {
        def.defineInternal(KEY, ConfigDef.Type.STRING, "[]", ConfigDef.Importance.LOW);
    }

    /**
     * Divides partitions among at most so many tasks, none of which stays without, and none of which has more than one more than
     * another. As few as possible are in another task than before.
     *
     * @param before what the tasks had until now
     */
    static List<AssignedPartitions> divide(
            List<AssignedPartitions> before, List<SourcePartition> partitions, int maxTasks) {
        int tasks = Math.min(maxTasks, partitions.size());
        Set<SourcePartition> left = new LinkedHashSet<>(partitions);
        List<List<SourcePartition>> divided = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            List<SourcePartition> kept =
                    new ArrayList<>(task < before.size() ? before.get(task).partitions() : List.of());
            kept.removeIf(partition -> !left.remove(partition));
            divided.add(kept);
        }
        left.forEach(partition -> smallest(divided).add(partition));
        level(divided);
        return divided.stream()
                .map(own -> new AssignedPartitions(List.copyOf(own)))
                .toList();
    }

    /** Where there are more tasks than before, or partitions are gone, some have too many. */
    private static void level(List<List<SourcePartition>> divided) {
        while (!divided.isEmpty()) {
            List<SourcePartition> largest = Collections.max(divided, BY_SIZE);
            List<SourcePartition> smallest = smallest(divided);
            if (largest.size() - smallest.size() < 2) {
                return;
            }
            smallest.add(largest.remove(largest.size() - 1));
        }
    }

    private static List<SourcePartition> smallest(List<List<SourcePartition>> divided) {
        return Collections.min(divided, BY_SIZE);
    }

    static AssignedPartitions of(AbstractConfig config) {
        return new AssignedPartitions(((List<?>) JsonText.parse(config.getString(KEY)))
                .stream().map(AssignedPartitions::partition).toList());
    }

    /** A partition as its id comes out of JSON. */
    static SourcePartition partition(Object item) {
        Map<String, String> id = new LinkedHashMap<>();
        ((Map<?, ?>) item).forEach((name, value) -> id.put(String.valueOf(name), String.valueOf(value)));
        return new SourcePartition(id);
    }

    void put(Map<String, String> taskConfig) {
        taskConfig.put(
                KEY,
                JsonText.toString(partitions.stream().map(SourcePartition::id).toList()));
    }
}

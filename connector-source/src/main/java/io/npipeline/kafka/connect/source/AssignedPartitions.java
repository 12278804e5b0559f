package io.npipeline.kafka.connect.source;

import io.npipeline.binding.JsonText;
import io.npipeline.node.SourcePartition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The source partitions of one task, as the connector writes them into the task's configuration. Immutable.
 */
record AssignedPartitions(List<SourcePartition> partitions) {

    private static final String KEY = "npipeline.task.source.partitions";

    /** Adds the key, hidden from documentation and REST. */
    static void define(ConfigDef def) {
        def.defineInternal(KEY, ConfigDef.Type.STRING, "[]", ConfigDef.Importance.LOW);
    }

    /** Divides partitions among at most so many tasks, none of which stays without. */
    static List<AssignedPartitions> divide(List<SourcePartition> partitions, int maxTasks) {
        int tasks = Math.min(maxTasks, partitions.size());
        List<AssignedPartitions> divided = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            List<SourcePartition> own = new ArrayList<>();
            for (int i = task; i < partitions.size(); i += tasks) {
                own.add(partitions.get(i));
            }
            divided.add(new AssignedPartitions(List.copyOf(own)));
        }
        return divided;
    }

    static AssignedPartitions of(AbstractConfig config) {
        List<SourcePartition> partitions = new ArrayList<>();
        for (Object item : (List<?>) JsonText.parse(config.getString(KEY))) {
            Map<String, String> id = new LinkedHashMap<>();
            ((Map<?, ?>) item).forEach((name, value) -> id.put(String.valueOf(name), String.valueOf(value)));
            partitions.add(new SourcePartition(id));
        }
        return new AssignedPartitions(List.copyOf(partitions));
    }

    void put(Map<String, String> taskConfig) {
        taskConfig.put(
                KEY,
                JsonText.toString(partitions.stream().map(SourcePartition::id).toList()));
    }
}

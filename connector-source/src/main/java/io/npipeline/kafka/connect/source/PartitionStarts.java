package io.npipeline.kafka.connect.source;

import io.npipeline.binding.JsonText;
import io.npipeline.node.SourcePartition;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/**
 * What a relay's connector tells a task of the partitions of which no position is stored. Immutable.
 *
 * @param since when the connector first started, in milliseconds, where it starts at the latest records: what came then or later
 *     is to be read, whenever a task gets to it. The stored positions keep it, so that a connector that starts again knows
 * @param appeared partitions that came up while the connector ran, of which all records are new
 */
record PartitionStarts(OptionalLong since, Set<SourcePartition> appeared) {

    private static final String KEY = "npipeline.task.source.starts";
    private static final String SINCE = "since";
    private static final String APPEARED = "appeared";

    /** Adds the key, hidden from documentation and REST. */
    static void define(ConfigDef def) {
        def.defineInternal(KEY, ConfigDef.Type.STRING, "{}", ConfigDef.Importance.LOW);
    }

    static PartitionStarts of(AbstractConfig config) {
        Map<String, Object> told = new HashMap<>();
        ((Map<?, ?>) JsonText.parse(config.getString(KEY))).forEach((name, value) -> told.put(name.toString(), value));
        Set<SourcePartition> appeared = new HashSet<>();
        if (told.get(APPEARED) instanceof List<?> ids) {
            ids.forEach(id -> appeared.add(AssignedPartitions.partition(id)));
        }
        return new PartitionStarts(since(told), Set.copyOf(appeared));
    }

    /** The same for the partitions of one task. */
    PartitionStarts of(AssignedPartitions assigned) {
        Set<SourcePartition> own = new HashSet<>(assigned.partitions());
        own.retainAll(appeared);
        return new PartitionStarts(since, Set.copyOf(own));
    }

    void put(Map<String, String> taskConfig) {
        Map<String, Object> told = new HashMap<>();
        since.ifPresent(millis -> told.put(SINCE, millis));
        if (!appeared.isEmpty()) {
            told.put(
                    APPEARED,
                    appeared.stream()
                            .map(SourcePartition::id)
                            .sorted(Comparator.comparing(Map::toString))
                            .toList());
        }
        if (!told.isEmpty()) {
            taskConfig.put(KEY, JsonText.toString(told));
        }
    }

    /** Keeps the time in a position that is to be stored. */
    Map<String, Object> mark(Map<String, Object> position) {
        if (since.isEmpty()) {
            return position;
        }
        Map<String, Object> marked = new HashMap<>(position);
        marked.put(SINCE, since.getAsLong());
        return marked;
    }

    /** The time that a position kept which was stored. */
    static OptionalLong since(@Nullable Map<String, ?> position) {
        return position != null && position.get(SINCE) instanceof Number millis
                ? OptionalLong.of(millis.longValue())
                : OptionalLong.empty();
    }
}

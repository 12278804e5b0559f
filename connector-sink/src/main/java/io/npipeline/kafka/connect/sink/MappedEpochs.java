package io.npipeline.kafka.connect.sink;

import io.npipeline.engine.OffsetMap;
import io.npipeline.engine.PipelineEngine;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Epochs that begin at the committed offset, without the records that the map beside it names.
 *
 * <p>Task thread only.
 */
final class MappedEpochs implements Epochs {

    private static final Logger log = LoggerFactory.getLogger(MappedEpochs.class);

    private final PipelineEngine engine;
    private final OffsetMaps offsetMaps;
    private final OffsetMapSettings mapSettings;

    /**
     * @param offsetMaps what earlier owners left
     */
    MappedEpochs(PipelineEngine engine, OffsetMaps offsetMaps, OffsetMapSettings mapSettings) {
        this.engine = engine;
        this.offsetMaps = offsetMaps;
        this.mapSettings = mapSettings;
    }

    @Override
    public Map<TopicPartition, OwnedPartition> begin(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetMap> earlier = offsetMaps.load(partitions);
        Map<TopicPartition, OwnedPartition> begun = new HashMap<>();
        for (TopicPartition partition : partitions) {
            begun.put(partition, epoch(partition, earlier.getOrDefault(partition, OffsetMap.empty(0))));
        }
        return begun;
    }

    /** What is in flight of the old log says nothing about the new one. */
    @Override
    public OwnedPartition beginAgain(TopicPartition partition, OwnedPartition previous, long offset) {
        log.warn("The offsets of {} go back; its records in flight are given up", partition);
        previous.ownership().release();
        return epoch(partition, OffsetMap.empty(0));
    }

    private OwnedPartition epoch(TopicPartition partition, OffsetMap earlier) {
        return new OwnedPartition(partition, engine.own(partition), mapSettings, earlier);
    }
}

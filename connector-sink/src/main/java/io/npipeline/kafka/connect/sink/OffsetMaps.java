package io.npipeline.kafka.connect.sink;

import io.npipeline.configuration.KafkaClientSettings;
import io.npipeline.engine.OffsetMap;
import io.npipeline.engine.OffsetMapReading;
import io.npipeline.kafka.connect.sink.CommittedOffsets.Committed;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the maps that earlier owners of partitions left with their commits. Without a map nothing is lost: the records that
 * it would have named run again. So whatever is wrong ends in a warning and no map.
 *
 * <p>Task thread only.
 */
final class OffsetMaps {

    private static final Logger log = LoggerFactory.getLogger(OffsetMaps.class);

    private final CommittedOffsets offsets;

    OffsetMaps(CommittedOffsets offsets) {
        this.offsets = offsets;
    }

    /** Where the settings allow to look up what was committed. */
    static CommittedOffsets source(NPipelineSinkConnectorConfig config) {
        if (!config.offsetMaps().enabled()) {
            return partitions -> Map.of();
        }
        if (!config.kafka().hasBootstrapServers()) {
            log.warn(
                    "Offset maps are written and not read, because {} is not set: records that were settled above the "
                            + "committed offset run again after a restart or a rebalance",
                    KafkaClientSettings.BOOTSTRAP_SERVERS);
            return partitions -> Map.of();
        }
        return new GroupOffsets(config);
    }

    /** The maps of those partitions that have a usable one. */
    Map<TopicPartition, OffsetMap> load(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetMap> maps = new HashMap<>();
        read(partitions).forEach((partition, committed) -> map(partition, committed)
                .ifPresent(map -> maps.put(partition, map)));
        return maps;
    }

    private Map<TopicPartition, Committed> read(Collection<TopicPartition> partitions) {
        try {
            return partitions.isEmpty() ? Map.of() : offsets.read(partitions);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unread(partitions, e);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            return unread(partitions, e);
        }
    }

    private static Map<TopicPartition, Committed> unread(Collection<TopicPartition> partitions, Throwable reason) {
        log.warn(
                "The offset maps of {} could not be read; records that were settled above the committed offsets run again",
                partitions,
                reason);
        return Map.of();
    }

    private static Optional<OffsetMap> map(TopicPartition partition, Committed committed) {
        OffsetMapReading reading = OffsetMap.decode(committed.metadata(), committed.offset());
        if (reading instanceof OffsetMapReading.Usable usable) {
            OffsetMap map = usable.map();
            if (map.end() <= committed.endOfLog()) {
                return Optional.of(map);
            }
            // Records that will come yet would be taken for settled ones.
            warn(partition, committed, "it names offsets above the end of the log, " + committed.endOfLog());
        } else if (reading instanceof OffsetMapReading.Unusable unusable) {
            warn(partition, committed, unusable.reason());
        }
        return Optional.empty();
    }

    private static void warn(TopicPartition partition, Committed committed, String reason) {
        log.warn(
                "The offset map of {} at the committed offset {} is ignored: {}; records that were settled above that "
                        + "offset run again",
                partition,
                committed.offset(),
                reason);
    }
}

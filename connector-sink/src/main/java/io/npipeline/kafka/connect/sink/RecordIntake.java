package io.npipeline.kafka.connect.sink;

import io.npipeline.engine.Ownership;
import io.npipeline.metrics.KafkaMetrics;
import io.npipeline.records.RecordSize;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the worker's records with their partitions and submits them.
 *
 * <p>Task thread only.
 */
final class RecordIntake {

    private static final Logger log = LoggerFactory.getLogger(RecordIntake.class);

    private final OpenPartitions partitions;
    private final RecordSize sizes = new RecordSize();
    private final KafkaMetrics metrics;

    /** How many records of each topic were taken in at this put. */
    private final Map<String, Integer> taken = new HashMap<>();

    RecordIntake(OpenPartitions partitions, KafkaMetrics metrics) {
        this.partitions = partitions;
        this.metrics = metrics;
    }

    void take(Collection<SinkRecord> records) {
        TopicPartition lastKey = null;
        OwnedPartition last = null;
        int ofLast = 0;
        for (SinkRecord record : records) {
            if (lastKey == null
                    || record.originalKafkaPartition() != lastKey.partition()
                    || !record.originalTopic().equals(lastKey.topic())) {
                count(lastKey, ofLast);
                ofLast = 0;
                lastKey = new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
                last = partitions.find(lastKey);
            }
            if (last != null && record.originalKafkaOffset() < last.nextOffset()) {
                last = partitions.beginAgain(lastKey, last, record.originalKafkaOffset());
            }
            if (last == null) {
                drop(lastKey, record);
            } else {
                take(record, last);
                ofLast++;
            }
        }
        count(lastKey, ofLast);
        taken.forEach(metrics::recordConsumed);
        taken.clear();
    }

    private void count(@Nullable TopicPartition partition, int records) {
        if (partition != null && records > 0) {
            taken.merge(partition.topic(), records, Integer::sum);
        }
    }

    /**
     * Records of a partition that is not open are dropped: after a revocation the worker may still hand over such records
     * when a transformation renamed their topic, and the partition's new owner gets them.
     */
    private static void drop(TopicPartition partition, SinkRecord record) {
        log.debug(
                "Dropped the record at offset {} of {}, which is not open here",
                record.originalKafkaOffset(),
                partition);
    }

    private void take(SinkRecord record, OwnedPartition partition) {
        Ownership ownership = partition.ownership();
        if (partition.isSettledEarlier(record.originalKafkaOffset())) {
            ownership.registerSettled(record.originalKafkaOffset());
            return;
        }
        ownership.submit(ownership.register(record.originalKafkaOffset(), sizes.of(record)), record);
    }
}

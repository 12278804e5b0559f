package io.npipeline.kafka.connect.sink;

import io.npipeline.engine.Ownership;
import io.npipeline.records.RecordSize;
import java.util.Collection;
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

    RecordIntake(OpenPartitions partitions) {
        this.partitions = partitions;
    }

    void take(Collection<SinkRecord> records) {
        TopicPartition lastKey = null;
        OwnedPartition last = null;
        for (SinkRecord record : records) {
            if (lastKey == null
                    || record.originalKafkaPartition() != lastKey.partition()
                    || !record.originalTopic().equals(lastKey.topic())) {
                lastKey = new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
                last = partitions.find(lastKey);
            }
            if (last != null && record.originalKafkaOffset() < last.nextOffset()) {
                last = partitions.beginAgain(lastKey, last, record.originalKafkaOffset());
            }
            take(record, last);
        }
    }

    /**
     * Records of a partition that is not open are dropped: after a revocation the worker may still hand over such records
     * when a transformation renamed their topic, and the partition's new owner gets them.
     */
    private void take(SinkRecord record, @Nullable OwnedPartition partition) {
        if (partition == null) {
            log.debug(
                    "Dropped a record of {}-{}, which is not open here",
                    record.originalTopic(),
                    record.originalKafkaPartition());
            return;
        }
        Ownership ownership = partition.ownership();
        if (partition.isSettledEarlier(record.originalKafkaOffset())) {
            ownership.registerSettled(record.originalKafkaOffset());
            return;
        }
        ownership.submit(ownership.register(record.originalKafkaOffset(), sizes.of(record)), record);
    }
}

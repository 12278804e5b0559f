package io.npipeline.kafka.connect.source;

import io.npipeline.records.ConsumedRecord;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * Records of one partition that were fetched together, in their order. Immutable.
 *
 * @param ofAnotherLog whether the log is another one than that of the stored position
 */
record FetchedRecords(TopicPartition partition, List<ConsumedRecord> records, boolean ofAnotherLog) {}

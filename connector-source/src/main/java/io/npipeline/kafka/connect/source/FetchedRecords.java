package io.npipeline.kafka.connect.source;

import io.npipeline.records.ConsumedRecord;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** Records of one partition that were fetched together, in their order. Immutable. */
record FetchedRecords(TopicPartition partition, List<ConsumedRecord> records) {}

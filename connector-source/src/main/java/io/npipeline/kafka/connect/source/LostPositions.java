package io.npipeline.kafka.connect.source;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a partition whose log does not have the position that is to be read. Immutable.
 */
record LostPositions(PositionLost rule) {

    private static final Logger log = LoggerFactory.getLogger(LostPositions.class);

    /**
     * Moves the consumer to where it is to go on.
     *
     * @throws ConnectException naming partition, position and what the log has, where reading is not to go on
     */
    void goOn(OffsetOutOfRangeException lost, Consumer<?, ?> consumer) {
        switch (rule) {
            case EARLIEST -> move(lost, consumer);
            case FAIL ->
                lost.offsetOutOfRangePartitions().forEach((partition, position) -> {
                    throw new ConnectException("Topic \"" + partition.topic() + "\", partition " + partition.partition()
                            + ", does not have position " + position + ": " + range(partition, consumer) + ". "
                            + StartSettings.POSITION_LOST + " is fail: set it to earliest, or store another position "
                            + "(PATCH /connectors/NAME/offsets of the stopped connector)");
                });
        }
    }

    private static String range(TopicPartition partition, Consumer<?, ?> consumer) {
        List<TopicPartition> one = List.of(partition);
        try {
            return "its log has " + consumer.beginningOffsets(one).get(partition) + " to "
                    + consumer.endOffsets(one).get(partition) + ", the end not included";
        } catch (KafkaException e) {
            return "what its log has could not be found out (" + e + ")";
        }
    }

    /**
     * A position that the log does not have is one whose records were deleted, or one of a log that was replaced: the oldest
     * record is the first one that was not read. Or the log lost its end and went on from there; where the brokers know that
     * place, the records before it were read.
     */
    private static void move(OffsetOutOfRangeException lost, Consumer<?, ?> consumer) {
        Map<TopicPartition, OffsetAndMetadata> diverged =
                lost instanceof LogTruncationException truncation ? truncation.divergentOffsets() : Map.of();
        lost.offsetOutOfRangePartitions().forEach((partition, position) -> {
            OffsetAndMetadata from = diverged.get(partition);
            if (from == null) {
                log.warn(
                        "{} does not have position {}: its records were deleted, or the topic was made anew. Reading goes "
                                + "on from the oldest record",
                        partition,
                        position);
                consumer.seekToBeginning(List.of(partition));
            } else {
                log.warn(
                        "{} does not have position {}: its log lost its end. Reading goes on from {}",
                        partition,
                        position,
                        from.offset());
                consumer.seek(partition, from);
            }
        });
    }
}

package io.npipeline.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Offsets 2 and 5 of the first partition are markers of transactions, as are all behind its last record. */
class TopicFollowerTest {

    private static final TopicPartition FIRST = new TopicPartition("assessed", 0);
    private static final TopicPartition SECOND = new TopicPartition("assessed", 1);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final TopicFollower topics;

    TopicFollowerTest() {
        add("assessed", 2);
        add("dead-letters", 1);
        topics = new TopicFollower(consumer, List.of("assessed", "dead-letters"));
    }

    @Test
    void markersAreNoRecords() {
        send(FIRST, 0, 1, 3, 4, 6);
        topics.follow();
        send(SECOND, 0);
        topics.follow();

        assertThat(topics.count("assessed")).isEqualTo(6);
        assertThat(topics.count("dead-letters")).isZero();
    }

    @Test
    void nothingLagsOnceTheLastRecordIsCommitted() {
        send(FIRST, 0, 1, 3, 4, 6);
        send(SECOND, 0, 1);
        topics.follow();

        assertThat(topics.lag("assessed", Map.of())).isEqualTo(9);
        assertThat(topics.lag("assessed", Map.of(FIRST, 4L, SECOND, 2L))).isEqualTo(3);
        assertThat(topics.lag("assessed", Map.of(FIRST, 7L, SECOND, 2L))).isZero();
        assertThat(topics.lag("assessed", Map.of(FIRST, 8L, SECOND, 3L)))
                .as("committed beyond what was read so far")
                .isZero();
        assertThat(topics.lag("dead-letters", Map.of())).isZero();
    }

    private void add(String topic, int partitions) {
        Node node = new Node(1, "localhost", 9092);
        Node[] replicas = {node};
        List<PartitionInfo> infos = IntStream.range(0, partitions)
                .mapToObj(partition -> new PartitionInfo(topic, partition, node, replicas, replicas))
                .toList();
        consumer.updatePartitions(topic, infos);
        infos.forEach(info -> consumer.updateBeginningOffsets(Map.of(new TopicPartition(topic, info.partition()), 0L)));
    }

    private void send(TopicPartition partition, long... offsets) {
        for (long offset : offsets) {
            consumer.addRecord(
                    new ConsumerRecord<>(partition.topic(), partition.partition(), offset, new byte[0], new byte[0]));
        }
    }
}

package io.npipeline.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicPrinterTest {

    @Test
    void aRecordIsALineOfTopicKeyAndValue() {
        assertThat(TopicPrinter.line(new ConsumerRecord<>("orders", 0, 0, bytes("ada"), bytes("{\"id\":1}"))))
                .isEqualTo("orders  ada  {\"id\":1}");
        assertThat(TopicPrinter.line(new ConsumerRecord<>("orders", 0, 1, null, null)))
                .isEqualTo("orders  null  null");
    }

    @Test
    void whatIsThereIsLeftOutAndATopicThatIsNotBeginsAtItsStart() {
        TopicPartition known = new TopicPartition("orders", 0);
        try (MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest")) {
            consumer.assign(Set.of(known)); // of others it tells no offsets
            consumer.updatePartitions("orders", List.of(new PartitionInfo("orders", 0, null, null, null)));
            consumer.updateEndOffsets(Map.of(known, 7L));

            TopicPrinter.beginAtEnds(consumer, List.of("orders", "not-there-yet"));

            assertThat(consumer.committed(Set.of(known))).isEqualTo(Map.of(known, new OffsetAndMetadata(7)));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

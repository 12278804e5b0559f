package io.npipeline.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class TopicPrinterTest {

    @Test
    void aRecordIsALineOfTopicKeyAndValue() {
        assertThat(TopicPrinter.line(new ConsumerRecord<>("orders", 0, 0, bytes("ada"), bytes("{\"id\":1}"))))
                .isEqualTo("orders  ada  {\"id\":1}");
        assertThat(TopicPrinter.line(new ConsumerRecord<>("orders", 0, 1, null, null)))
                .isEqualTo("orders  null  null");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package io.npipeline.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.message.MessageHeader;
import io.npipeline.message.MessageHeaders;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Headers;
import org.junit.jupiter.api.Test;

class ConnectHeadersTest {

    private final Headers connect = new org.apache.kafka.connect.header.ConnectHeaders();

    @Test
    void orderDuplicatesSchemasAndBytesSurviveBothWays() {
        byte[] bytes = {0, -1, 127};
        connect.addString("trace", "first")
                .addBytes("binary", bytes)
                .addInt("count", 7)
                .addString("trace", "second")
                .add("empty", null, null)
                .add("typed empty", null, Schema.OPTIONAL_STRING_SCHEMA);

        MessageHeaders ours = ConnectHeaders.read(connect);
        Headers back = new org.apache.kafka.connect.header.ConnectHeaders();
        ConnectHeaders.write(ours, back);

        assertThat(back).isEqualTo(connect);
        assertThat(ours.last("trace")).contains(MessageHeader.of("trace", "second"));
        assertThat(ours.last("binary").orElseThrow().value()).isSameAs(bytes);
    }

    @Test
    void laterChangesOfConnectsHeadersDoNotReachOurs() {
        connect.addString("trace", "first");
        MessageHeaders ours = ConnectHeaders.read(connect);

        connect.clear();

        assertThat(ours).containsExactly(MessageHeader.of("trace", "first"));
    }

    @Test
    void noHeadersAreNone() {
        assertThat(ConnectHeaders.read(connect)).isSameAs(MessageHeaders.EMPTY);
    }
}

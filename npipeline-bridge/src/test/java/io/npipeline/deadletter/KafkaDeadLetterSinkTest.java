package io.npipeline.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.npipeline.message.Acknowledgement;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.MessageHeader;
import io.npipeline.message.MessageHeaders;
import io.npipeline.message.Origin;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaDeadLetterSinkTest {

    /** An item of a pipeline. */
    record Order(String id, int quantity) {}

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final KafkaDeadLetterSink sink = new KafkaDeadLetterSink(producer, "dead", Duration.ofSeconds(1));

    private static DeadLetter letter(@Nullable Object key, @Nullable Object body, MessageHeader... headers) {
        KafkaMessage<Object> message = KafkaMessage.received(
                body,
                key,
                null,
                MessageHeaders.of(List.of(headers)),
                null,
                new Origin.Kafka("orders", 3, 42),
                Acknowledgement.DETACHED);
        return DeadLetter.of(message, "pricer", new IllegalStateException("no price"), 1, Instant.EPOCH, Instant.EPOCH);
    }

    private ProducerRecord<byte[], byte[]> sent() {
        assertThat(producer.history()).hasSize(1);
        return producer.history().get(0);
    }

    @Test
    void theValueIsTheEnvelopeAsJson() throws Exception {
        assertThat(sink.handle(letter("k", new Order("o-1", 2)))).isNotNull();
        assertThat(sent().topic()).isEqualTo("dead");
        JsonNode json = new ObjectMapper().readTree(sent().value());
        assertThat(json).hasSize(10);
        assertThat(json.get("nodeId").asText()).isEqualTo("pricer");
        assertThat(json.get("originalItem").get("id").asText()).isEqualTo("o-1");
        assertThat(json.get("originalItem").get("quantity").asInt()).isEqualTo(2);
        assertThat(json.get("exceptionType").asText()).isEqualTo("java.lang.IllegalStateException");
        assertThat(json.get("exceptionMessage").asText()).isEqualTo("no price");
        assertThat(json.get("stackTrace").asText()).contains("no price");
        assertThat(json.get("timestamp").asText()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(json.get("correlationId").asText()).isEqualTo("orders-3-42");
        assertThat(json.get("originalTopic").asText()).isEqualTo("orders");
        assertThat(json.get("partition").asInt()).isEqualTo(3);
        assertThat(json.get("offset").asLong()).isEqualTo(42);
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                Arguments.of("text", "text"),
                Arguments.of("bytes".getBytes(StandardCharsets.UTF_8), "bytes"),
                Arguments.of(
                        ByteBuffer.wrap("xbuffer".getBytes(StandardCharsets.UTF_8))
                                .position(1),
                        "buffer"),
                Arguments.of(42L, "42"),
                Arguments.of(Map.of("id", 7), "{\"id\":7}"));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void theKeyIsTheMessagesOwn(Object key, String expected) {
        assertThat(sink.handle(letter(key, "body"))).isNotNull();
        assertThat(sent().key()).asString(StandardCharsets.UTF_8).isEqualTo(expected);
    }

    @Test
    void noKeyIsNoKey() {
        assertThat(sink.handle(letter(null, "body"))).isNotNull();
        assertThat(sent().key()).isNull();
    }

    @Test
    void headersGoAlongInTheirOrderWithTheirBytes() {
        MessageHeader binary = new MessageHeader("own", new byte[] {0, (byte) 0xff}, null);
        MessageHeader absent = new MessageHeader("absent", null, null);
        assertThat(sink.handle(letter("k", "body", binary, absent))).isNotNull();
        Header[] headers = sent().headers().toArray();
        assertThat(Arrays.stream(headers).map(Header::key))
                .startsWith("own", "absent", "x-correlation-id", "x-dead-letter-reason", "x-original-node");
        assertThat(headers[0].value()).containsExactly(0, 0xff);
        assertThat(headers[1].value()).isNull();
        assertThat(headers[3].value()).asString(StandardCharsets.UTF_8).isEqualTo("IllegalStateException");
    }

    @Test
    void aLetterIsDurableWhenTheBrokerHasIt() {
        CompletableFuture<Void> durable = sink.handle(letter("k", "body")).toCompletableFuture();
        assertThat(durable).isNotDone();
        producer.completeNext();
        assertThat(durable).isCompleted();
    }

    @Test
    void aSendThatFailsIsReported() {
        CompletableFuture<Void> durable = sink.handle(letter("k", "body")).toCompletableFuture();
        producer.errorNext(new TimeoutException("no broker"));
        assertThat(durable).isCompletedExceptionally();
        assertThatThrownBy(durable::join).hasRootCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void closingClosesTheProducer() {
        sink.close();
        assertThat(producer.closed()).isTrue();
    }
}

package io.npipeline.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.message.Acknowledgement;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.MessageHeader;
import io.npipeline.message.MessageHeaders;
import io.npipeline.message.Origin;
import io.npipeline.message.RawRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Dead letters of messages that are too large for where they go. */
class ShrinkingTest {

    private static final long LIMIT = 1 << 20;
    private static final int LARGE = 10_000_000;

    private static DeadLetter letter(@Nullable Object key, @Nullable Object item, MessageHeaders headers) {
        KafkaMessage<Object> message = KafkaMessage.received(
                item, key, null, headers, null, new Origin.Kafka("orders", 3, 42), Acknowledgement.DETACHED);
        return DeadLetter.of(message, "pricer", new IllegalStateException("no price"), 1, Instant.EPOCH, Instant.EPOCH);
    }

    private static MessageHeaders manyHeaders(int count) {
        List<MessageHeader> headers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            headers.add(new MessageHeader("h", new byte[100], Schema.BYTES_SCHEMA));
        }
        return MessageHeaders.of(headers);
    }

    private static Optional<Object> leftOut(DeadLetter letter) {
        return letter.headers().last("x-dead-letter-left-out").map(MessageHeader::value);
    }

    private static void isWhereAndWhy(DeadLetter letter) {
        assertThat(letter.envelope().originalTopic()).isEqualTo("orders");
        assertThat(letter.envelope().offset()).isEqualTo(42);
        assertThat(letter.headers())
                .contains(
                        MessageHeader.of("x-dead-letter-reason", "IllegalStateException"),
                        MessageHeader.of("x-original-topic", "orders"),
                        MessageHeader.of("x-original-partition", "3"),
                        MessageHeader.of("x-original-offset", "42"));
    }

    @Test
    void oneThatFitsIsLeftAlone() {
        DeadLetter letter = letter("k", "item", manyHeaders(10));
        assertThat(letter.fitting(LIMIT)).isEqualTo(letter);
        DeadLetter large = letter("k", "x".repeat(LARGE), MessageHeaders.EMPTY);
        assertThat(large.fitting(Long.MAX_VALUE)).isSameAs(large);
    }

    @Test
    void aLargeValueIsLeftOutTextBytesOrWithin() {
        for (Object item : List.of(
                "x".repeat(LARGE), new byte[LARGE], Map.of("note", "x".repeat(LARGE)), List.of(new byte[LARGE]))) {
            MessageHeaders own = manyHeaders(10);
            DeadLetter fitting = letter("k", item, own).fitting(LIMIT);
            assertThat(leftOut(fitting)).hasValue("item");
            assertThat(fitting.isItemLeftOut()).isTrue();
            assertThat(fitting.key()).isEqualTo("k");
            assertThat(fitting.headers()).containsAll(own);
            isWhereAndWhy(fitting);
        }
    }

    @Test
    void theRecordsBytesAreLeftOutFirst() {
        DeadLetter fitting = letter("k", "item", MessageHeaders.EMPTY)
                .withRawBytes(new RawRecord(new byte[1], new byte[LARGE]))
                .fitting(LIMIT);
        assertThat(leftOut(fitting)).hasValue("bytes");
        assertThat(fitting.envelope().originalItem()).isEqualTo("item");
        assertThat(fitting.headers()).noneMatch(header -> header.key().startsWith("x-original-key"));
    }

    @Test
    void headersThatAreTooManyAreLeftOutAndTheItemIsNot() {
        DeadLetter fitting = letter("k", "item", manyHeaders(10_000)).fitting(LIMIT);
        assertThat(leftOut(fitting)).hasValue("headers");
        assertThat(fitting.envelope().originalItem()).isEqualTo("item");
        assertThat(fitting.headers().size()).isLessThan(12);
        isWhereAndWhy(fitting);
    }

    @Test
    void headersWithoutContentCountToo() {
        List<MessageHeader> headers = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            headers.add(new MessageHeader("", null, null));
        }
        assertThat(leftOut(letter("k", "item", MessageHeaders.of(headers)).fitting(LIMIT)))
                .hasValue("headers");
    }

    @Test
    void ofHeadersOfAnEarlierDeadLetterTheNewOnesStay() {
        MessageHeaders before = manyHeaders(10_000).with(MessageHeader.of("x-original-topic", "before"));
        DeadLetter fitting = letter("k", "item", before).fitting(LIMIT);
        assertThat(fitting.headers()).doesNotContain(MessageHeader.of("x-original-topic", "before"));
        isWhereAndWhy(fitting);
    }

    @Test
    void aLargeKeyIsLeftOutAtLast() {
        DeadLetter fitting = letter("k".repeat(LARGE), "item", manyHeaders(1)).fitting(LIMIT);
        assertThat(leftOut(fitting)).hasValue("headers,item,key");
        assertThat(fitting.key()).isNull();
        isWhereAndWhy(fitting);
    }

    @Test
    void whatCannotBeLeftOutStays() {
        DeadLetter fitting = letter("k", "item", MessageHeaders.EMPTY).fitting(1);
        assertThat(leftOut(fitting)).isPresent();
        assertThat(fitting.smaller()).isEmpty();
        isWhereAndWhy(fitting);
    }

    @Test
    void aTombstoneHasNoItemToLeaveOut() {
        assertThat(leftOut(letter("k".repeat(LARGE), null, MessageHeaders.EMPTY).fitting(LIMIT)))
                .hasValue("key");
    }

    @Test
    void whatIsLargerAsJsonIsLeftOutAndTheRestIsNot() {
        Map<String, Object> item = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            item.put("" + i, i * 1e-300);
        }
        DeadLetter fitting = letter("k", item, manyHeaders(5_000)).fitting(LIMIT);
        assertThat(leftOut(fitting)).hasValue("item");
    }

    @Test
    void theCorrelationIdStaysWhereHeadersDoNotAndIsCut() {
        MessageHeaders own = manyHeaders(10_000)
                .with(MessageHeader.of("x-correlation-id", "i".repeat(2_000)))
                .with(MessageHeader.of("other", "o"));
        DeadLetter fitting = letter("k", "item", own).fitting(LIMIT);
        assertThat(leftOut(fitting)).hasValue("headers");
        assertThat(fitting.headers())
                .contains(MessageHeader.of("x-correlation-id", "i".repeat(256)))
                .noneMatch(header -> header.key().equals("other"));
    }

    @Test
    void bytesAreCountedAsTheyAreOrAsText() {
        DeadLetter letter =
                letter("k", "item", MessageHeaders.EMPTY).withRawBytes(new RawRecord(null, new byte[900_000]));
        assertThat(leftOut(letter.fitting(LIMIT))).isEmpty();
        assertThat(leftOut(letter.fittingAsText(LIMIT))).hasValue("bytes");
        DeadLetter text = letter("k".repeat(900_000), null, MessageHeaders.EMPTY);
        assertThat(leftOut(text.fittingAsText(LIMIT))).isEmpty();
    }

    @Test
    void whatAnEarlierDeadLetterLeftOutIsNotSaidOfThisOne() {
        MessageHeaders before = MessageHeaders.of(
                List.of(new MessageHeader("x-dead-letter-left-out", new byte[] {'k', 'e', 'y'}, Schema.BYTES_SCHEMA)));
        assertThat(leftOut(letter("k", "item", before))).isEmpty();
        assertThat(leftOut(letter("k", "x".repeat(LARGE), before).fitting(LIMIT)))
                .hasValue("item");
    }

    @Test
    void ofManyOffsetsTheFirstAreListedAndAllAreCounted() {
        List<Origin> records = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            records.add(new Origin.Kafka("orders", 3, i));
        }
        MessageHeaders headers = DeadLetter.of(
                        KafkaMessage.detached("item", "k", new Origin.Batch(records)),
                        "pricer",
                        new IllegalStateException("no price"),
                        1,
                        Instant.EPOCH,
                        Instant.EPOCH)
                .headers();
        assertThat(String.valueOf(
                        headers.last("x-original-offsets").orElseThrow().value()))
                .startsWith("0,1,2,")
                .endsWith(",499");
        assertThat(headers.last("x-original-offset-count"))
                .hasValue(MessageHeader.of("x-original-offset-count", "10000"));
    }
}

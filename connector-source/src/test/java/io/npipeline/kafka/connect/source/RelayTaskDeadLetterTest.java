package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Records that a relay cannot convert, and messages that it gives up. */
class RelayTaskDeadLetterTest {

    private final ScriptedConsumer consumer = new ScriptedConsumer(1);
    private final ScriptedStep step = new ScriptedStep().failing("refused");
    private final FakeTransactionContext transactions = new FakeTransactionContext();
    private final SourceWorker worker = SourceWorker.relay(consumer, step)
            .with(TrackedConverter.Journal.begin())
            .with("npipeline.dead.letter.destination", "kafka")
            .with("npipeline.dead.letter.topic", "lines-dead");

    @Test
    void deadLettersAreOutputsOfTheirListInTheOrderOfTheirRecords() {
        step.holding("1");
        consumer.offer(0, "1", "bad", "refused", "4");

        try (worker) {
            worker.with("npipeline.ordering", "partition")
                    .withTransactions(transactions)
                    .start();
            worker.pollUntil(() -> assertThat(step.seen()).contains("1"));
            step.letGo("1");
            List<SourceRecord> list = worker.nextList();
            while (list.size() < 4) {
                list.addAll(worker.nextList());
            }

            assertThat(list)
                    .extracting(SourceRecord::topic)
                    .containsExactly("lines", "lines-dead", "lines-dead", "lines");
            assertThat(list).extracting(RelayTaskDeadLetterTest::node).containsExactly("", "orders", "check", "");
            assertThat(list.get(3).sourceOffset()).isEqualTo(Map.of("v", 1L, "offset", 4L));
            assertThat(transactions.commits()).endsWith(list.get(3));
        }
    }

    @Test
    void theLetterOfARecordThatCannotBeConvertedHoldsItsBytes() {
        consumer.offer(0, "key", "bad", new RecordHeaders().add("trace", "first".getBytes(StandardCharsets.UTF_8)));

        try (worker) {
            SourceRecord letter = worker.start().nextList().get(0);

            assertThat(letter.key()).isEqualTo("key");
            assertThat(letter.headers())
                    .extracting(header -> tuple(header.key(), text(header.value())))
                    .contains(
                            tuple("trace", "first"),
                            tuple("x-dead-letter-reason", "DataException"),
                            tuple("x-original-node", "orders"),
                            tuple("x-dead-letter-attempts", "1"),
                            tuple("x-original-topic", "orders"),
                            tuple("x-original-partition", "0"),
                            tuple("x-original-offset", "0"),
                            tuple("x-original-key", "key"),
                            tuple("x-original-value", "bad"));
            Struct envelope = (Struct) letter.value();
            assertThat(envelope.getString("exceptionMessage"))
                    .isEqualTo("The value cannot be converted by TrackedConverter: no text: bad");
        }
    }

    static Stream<Arguments> keysOfLetters() {
        byte[] bytes = "bad".getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                Arguments.of("org.apache.kafka.connect.storage.StringConverter", "YmFk"),
                Arguments.of("org.apache.kafka.connect.converters.ByteArrayConverter", bytes),
                Arguments.of("org.apache.kafka.connect.converters.LongConverter", null),
                Arguments.of("LongConverter", null),
                Arguments.of("org.apache.kafka.connect.json.JsonConverter", bytes));
    }

    @ParameterizedTest
    @MethodSource("keysOfLetters")
    void aKeyThatCannotBeConvertedIsOneThatTheKeyConverterTakes(String converter, @Nullable Object key) {
        consumer.offer(0, "bad", "value", new RecordHeaders());

        try (worker) {
            SourceRecord letter =
                    worker.with("key.converter", converter).start().nextList().get(0);

            assertThat(letter.key()).isEqualTo(key);
        }
    }

    @Test
    void aConverterThatRecoversLosesNothingOfTheRecord() {
        consumer.offer(
                0, "key", "down twice", new RecordHeaders().add("trace", "first".getBytes(StandardCharsets.UTF_8)));

        try (worker) {
            SourceRecord record = worker.with("npipeline.retry.max", "3")
                    .with("npipeline.retry.delay.base.ms", "1")
                    .start()
                    .nextList()
                    .get(0);

            assertThat(record.topic()).isEqualTo("lines");
            assertThat(record.key()).isEqualTo("key");
            assertThat(record.keySchema()).isEqualTo(Schema.STRING_SCHEMA);
            assertThat(record.value()).isEqualTo("down twice");
            assertThat(record.headers().lastWithName("trace").value()).isEqualTo("first");
            assertThat(record.sourceOffset()).isEqualTo(Map.of("v", 1L, "offset", 1L));
        }
    }

    @Test
    void aLetterThatTheProducerMightNotTakeIsMadeSmaller() {
        consumer.offer(0, "key", "bad" + "x".repeat(60_000), new RecordHeaders());

        try (worker) {
            SourceRecord letter = worker.with("producer.override.max.request.size", "100000")
                    .start()
                    .nextList()
                    .get(0);

            assertThat(letter.headers()).extracting(header -> header.key()).doesNotContain("x-original-value");
            assertThat(((Struct) letter.value()).getString("originalItem"))
                    .isEqualTo("\"(left out: too large for the dead-letter topic; read it at its origin)\"");
        }
    }

    @Test
    void aTombstoneWhoseKeyIsConvertedStaysOne() {
        consumer.offer(0, "key", null, new RecordHeaders());

        try (worker) {
            SourceRecord record = worker.start().nextList().get(0);
            assertThat(record.key()).isEqualTo("key");
            assertThat(record.value()).isNull();
        }
    }

    @Test
    void aRecordThatCannotBeConvertedFailsTheTaskWhereThereIsNoDestination() {
        consumer.offer(0, "bad");

        try (worker) {
            worker.with("npipeline.dead.letter.destination", "none").start();
            assertThatThrownBy(worker::nextList)
                    .isInstanceOf(ConnectException.class)
                    .hasMessage("Node \"orders\" failed on topic orders, partition 0, offset 0 at attempt 1: "
                            + "org.apache.kafka.connect.errors.DataException: The key cannot be converted by "
                            + "TrackedConverter: no text: bad");
        }
    }

    private static String node(SourceRecord record) {
        var header = record.headers().lastWithName("x-original-node");
        return header == null ? "" : text(header.value());
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(value);
    }
}

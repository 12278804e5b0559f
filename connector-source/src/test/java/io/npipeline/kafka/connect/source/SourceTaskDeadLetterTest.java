package io.npipeline.kafka.connect.source;

import static io.npipeline.kafka.connect.source.ScriptedSource.after;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.npipeline.configuration.DeadLetterSettings;
import io.npipeline.deadletter.DeadLetterStruct;
import io.npipeline.testing.LoggedWarnings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** Messages that are given up, and records that the worker drops. */
class SourceTaskDeadLetterTest {

    private final ScriptedSource source = new ScriptedSource("a");
    private final ScriptedStep step = new ScriptedStep().failing("bad");

    @Test
    void aDeadLetterIsAnOutputInItsPlaceWithTheStampOfItsPlace() {
        step.holding("1");
        source.offer("a", "1", "bad", "3");
        try (SourceWorker worker = deadLettering().start()) {
            worker.pollUntil(() -> assertThat(step.areSettled("bad", "3")).isTrue());
            step.letGo("1");

            List<SourceRecord> list = worker.nextList();

            assertThat(list).extracting(SourceRecord::topic).containsExactly("lines", "lines-dead", "lines");
            assertThat(list)
                    .extracting(SourceRecord::sourceOffset)
                    .isEqualTo(List.of(Map.of("v", 1L), Map.of("v", 1L), after(3)));
        }
    }

    @Test
    void aDeadLetterIsAStructByDefault() {
        SourceRecord letter = onlyDeadLetter(deadLettering());

        assertThat(letter.valueSchema()).isEqualTo(DeadLetterStruct.SCHEMA);
        Struct envelope = (Struct) letter.value();
        assertThat(envelope.getString("nodeId")).isEqualTo("check");
        assertThat(envelope.getString("originalItem")).isEqualTo("\"bad\"");
        assertThat(envelope.getString("exceptionType")).isEqualTo("java.lang.IllegalArgumentException");
        assertThat(envelope.getString("exceptionMessage")).isEqualTo("cannot take bad");
        assertThat(envelope.getString("originalTopic")).isNull();
        assertThat(letter.headers().lastWithName("x-original-node").value()).isEqualTo("check");
    }

    @Test
    void aDeadLetterIsJsonTextForTheStringConverter() {
        SourceRecord letter = onlyDeadLetter(
                deadLettering().with("value.converter", "org.apache.kafka.connect.storage.StringConverter"));

        assertThat(letter.valueSchema()).isEqualTo(Schema.STRING_SCHEMA);
        assertThat((String) letter.value()).startsWith("{\"nodeId\":\"check\",\"originalItem\":\"bad\",");
    }

    @Test
    void aDeadLetterIsJsonBytesForTheByteArrayConverter() {
        SourceRecord letter = onlyDeadLetter(
                deadLettering().with("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter"));

        assertThat(letter.valueSchema()).isEqualTo(Schema.BYTES_SCHEMA);
        assertThat(new String((byte[]) letter.value(), StandardCharsets.UTF_8))
                .startsWith("{\"nodeId\":\"check\",\"originalItem\":\"bad\",");
    }

    @Test
    void headersAreBytesForTheByteArrayConverter() {
        source.offer("a", "bad", "good");
        try (SourceWorker worker = deadLettering()
                .with("header.converter", "org.apache.kafka.connect.converters.ByteArrayConverter")
                .start()) {
            List<SourceRecord> records = new ArrayList<>();
            while (records.size() < 2) {
                records.addAll(worker.nextList());
            }
            assertThat(records).allSatisfy(record -> assertThat(record.headers().lastWithName("x-correlation-id"))
                    .isNotNull());
            List<Header> headers = new ArrayList<>();
            records.forEach(record -> record.headers().forEach(headers::add));
            assertThat(headers).allSatisfy(header -> {
                assertThat(header.schema().type()).isEqualTo(Schema.Type.BYTES);
                assertThat(header.value()).isInstanceOf(byte[].class);
            });
            assertThat((byte[]) records.get(0)
                            .headers()
                            .lastWithName("x-original-node")
                            .value())
                    .isEqualTo("check".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void aSizeThatTheProducerDoesNotTakeIsWarnedOf() {
        try (LoggedWarnings warnings = new LoggedWarnings(DeadLetterSettings.class);
                SourceWorker worker = deadLettering()
                        .with("npipeline.dead.letter.max.bytes", "10000000")
                        .start()) {
            assertThat(worker.poll()).isNull();
            assertThat(warnings.messages())
                    .containsExactly(
                            "npipeline.dead.letter.max.bytes is 10000000, and dead letters are made to fit into "
                                    + "524288 bytes, because the producer's max.request.size does not allow more");
        }
    }

    @Test
    void aDeadLetterThatTheWorkerDropsFailsTheTask() {
        source.offer("a", "bad");
        try (SourceWorker worker = deadLettering().start()) {
            worker.dropped(worker.nextList().get(0));

            assertThatThrownBy(worker::poll)
                    .isInstanceOf(ConnectException.class)
                    .hasMessage("A dead letter for topic lines-dead was dropped by a transformation; keep "
                            + "transformations away from that topic");
        }
    }

    @Test
    void aDeadLetterThatWasWrittenAndARecordThatWasDroppedDoNot() {
        source.offer("a", "bad", "dropped", "next");
        try (SourceWorker worker = deadLettering().start()) {
            List<Object> topics = new ArrayList<>();
            while (topics.size() < 3) {
                for (SourceRecord record : worker.nextList()) {
                    topics.add(record.topic());
                    if (record.topic().equals("lines-dead")) {
                        worker.produced(record);
                    } else {
                        worker.dropped(record);
                    }
                }
            }

            assertThat(worker.poll()).isNull();
        }
    }

    @Test
    void aMessageThatIsGivenUpWithoutADestinationFailsTheTaskNamingIt() {
        source.offer("a", "bad");
        try (SourceWorker worker = SourceWorker.of(source, step).start()) {
            assertThatThrownBy(worker::nextList)
                    .isInstanceOf(ConnectException.class)
                    .hasMessage("Node \"check\" failed on source partition {file=a}, position {line=1} at attempt 1: "
                            + "java.lang.IllegalArgumentException: cannot take bad");
        }
    }

    private SourceRecord onlyDeadLetter(SourceWorker worker) {
        source.offer("a", "bad");
        try (worker) {
            List<SourceRecord> list = worker.start().nextList();
            assertThat(list).hasSize(1);
            return list.get(0);
        }
    }

    private SourceWorker deadLettering() {
        return SourceWorker.of(source, step)
                .with("npipeline.dead.letter.destination", "kafka")
                .with("npipeline.dead.letter.topic", "lines-dead");
    }
}

package io.npipeline.kafka.connect.source;

import static io.npipeline.kafka.connect.source.ScriptedSource.after;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.npipeline.message.Correlation;
import io.npipeline.message.MessageHeader;
import io.npipeline.message.MessageHeaders;
import io.npipeline.message.Origin;
import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.Position;
import io.npipeline.node.SourceItem;
import io.npipeline.pipeline.PipelineDefinition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** The order in which outputs leave, and the positions they carry. */
class SourceTaskOrderTest {

    private static final Map<String, Object> BEGINNING = Map.of("v", 1L);

    private final ScriptedSource source = new ScriptedSource("a", "b");
    private final ScriptedStep step = new ScriptedStep();

    @Test
    void outputsLeaveInTheOrderInWhichTheirItemsWereRead() {
        step.holding("1");
        source.offer("a", "1", "2", "3");
        try (SourceWorker worker = SourceWorker.of(source, step).start()) {
            worker.pollUntil(() -> assertThat(step.areSettled("2", "3")).isTrue());
            assertThat(worker.poll()).isNull();

            step.letGo("1");

            assertThat(worker.nextList()).extracting(SourceRecord::value).containsExactly("1", "2", "3");
        }
    }

    @Test
    void theIdOfAnItemIsMadeOfWhatItIsKnownBy() {
        source.offer("a", SourceItem.of("1", Position.of("line", 1)).withIdentity("first"));
        try (SourceWorker worker = SourceWorker.of(source, step).start()) {
            Origin readAgain = new Origin.Source(ScriptedSource.file("a").id(), Map.of("line", 2), "first");
            assertThat(worker.nextList()
                            .get(0)
                            .headers()
                            .lastWithName("x-correlation-id")
                            .value())
                    .isEqualTo(new Correlation("x-correlation-id", worker.name()).made(readAgain));
        }
    }

    @Test
    void aPartitionDoesNotWaitForAnother() {
        step.holding("1");
        source.offer("a", "1").offer("b", "2");
        try (SourceWorker worker = SourceWorker.of(source, step).start()) {
            assertThat(worker.nextList()).extracting(SourceRecord::value).containsExactly("2");

            step.letGo("1");
            assertThat(worker.nextList()).extracting(SourceRecord::value).containsExactly("1");
        }
    }

    @Test
    void onlyTheLastRecordOfAListCarriesThePositionBehindIt() {
        step.holding("1", "4");
        source.offer("a", "1", "2", "3");
        try (SourceWorker worker = SourceWorker.of(source, step).start()) {
            worker.pollUntil(() -> assertThat(step.areSettled("2", "3")).isTrue());
            step.letGo("1");
            assertThat(worker.nextList())
                    .extracting(SourceRecord::sourceOffset)
                    .isEqualTo(List.of(BEGINNING, BEGINNING, after(3)));

            source.offer("a", "4", "5");
            worker.pollUntil(() -> assertThat(step.areSettled("5")).isTrue());
            step.letGo("4");
            assertThat(worker.nextList()).extracting(SourceRecord::sourceOffset).isEqualTo(List.of(after(3), after(5)));
        }
    }

    @Test
    void thePositionBeforeTheFirstListIsTheStoredOne() {
        step.holding("1");
        source.offer("a", "1", "2");
        try (SourceWorker worker =
                SourceWorker.of(source, step).stored("a", after(100)).start()) {
            worker.pollUntil(() -> assertThat(step.areSettled("2")).isTrue());
            step.letGo("1");

            assertThat(worker.nextList())
                    .extracting(SourceRecord::sourceOffset)
                    .isEqualTo(List.of(after(100), after(2)));
        }
    }

    @Test
    void eachPartitionInAListIsStampedByItself() {
        step.holding("1", "3");
        source.offer("a", "1", "2").offer("b", "3", "4");
        try (SourceWorker worker = SourceWorker.of(source, step).start()) {
            worker.pollUntil(() -> assertThat(step.areSettled("2", "4")).isTrue());
            step.letGo("1");
            step.letGo("3");
            await().until(() -> step.areSettled("1", "3"));

            List<SourceRecord> list = worker.nextList();

            assertThat(list).hasSize(4);
            for (String file : List.of("a", "b")) {
                assertThat(list)
                        .filteredOn(record -> record.sourcePartition().equals(Map.of("file", file)))
                        .extracting(SourceRecord::sourceOffset)
                        .isEqualTo(List.of(BEGINNING, after(2)));
            }
        }
    }

    @Test
    void allOutputsOfAnItemAreInOneList() {
        source.offer("a", "x y z");
        try (SourceWorker worker = SourceWorker.of(source, words()).start()) {
            List<SourceRecord> list = worker.nextList();

            assertThat(list).extracting(SourceRecord::value).containsExactly("x", "y", "z");
            assertThat(list).extracting(SourceRecord::sourceOffset).isEqualTo(List.of(BEGINNING, BEGINNING, after(1)));
        }
    }

    @Test
    void theProgressOfItemsWithoutOutputRidesOnTheNextOutput() {
        step.holding("x", "y");
        source.offer("a", "#1", "x", "#3");
        try (SourceWorker worker = SourceWorker.of(source, uncommented()).start()) {
            worker.pollUntil(() -> assertThat(step.areSettled("#1", "#3")).isTrue());
            step.letGo("x");
            assertThat(worker.nextList()).singleElement().satisfies(record -> {
                assertThat(record.value()).isEqualTo("x");
                assertThat(record.sourceOffset()).isEqualTo(after(3));
            });

            source.offer("a", "#4", "y", "z");
            worker.pollUntil(() -> assertThat(step.areSettled("#4", "z")).isTrue());
            step.letGo("y");
            assertThat(worker.nextList()).extracting(SourceRecord::sourceOffset).isEqualTo(List.of(after(3), after(6)));
        }
    }

    @Test
    void keyHeadersAndTimestampOfAnItemReachItsRecord() {
        byte[] bytes = {0, -1};
        MessageHeaders headers = MessageHeaders.of(List.of(
                MessageHeader.of("trace", "first"),
                new MessageHeader("binary", bytes, Schema.BYTES_SCHEMA),
                MessageHeader.of("trace", "second")));
        Instant time = Instant.parse("2026-02-03T04:05:06.789Z");
        source.offer("a", new SourceItem<>("body", Position.of("line", 1), "customer-7", headers, time));
        try (SourceWorker worker = SourceWorker.of(source, step)
                .with("npipeline.correlation.header", "")
                .start()) {
            SourceRecord record = worker.nextList().get(0);

            assertThat(record.topic()).isEqualTo("lines");
            assertThat(record.kafkaPartition()).isNull();
            assertThat(record.key()).isEqualTo("customer-7");
            assertThat(record.keySchema()).isEqualTo(Schema.STRING_SCHEMA);
            assertThat(record.valueSchema()).isEqualTo(Schema.STRING_SCHEMA);
            assertThat(record.timestamp()).isEqualTo(time.toEpochMilli());
            assertThat(record.headers())
                    .isEqualTo(new ConnectHeaders()
                            .addString("trace", "first")
                            .addBytes("binary", bytes)
                            .addString("trace", "second"));
        }
    }

    /** Drops the lines that begin with a hash. */
    private PipelineDefinition uncommented() {
        return (pipeline, context) -> {
            var files = pipeline.addSource("files", source);
            var check = pipeline.addMessageTransform("check", step);
            var uncommented = pipeline.<String>addFilter("uncommented", line -> !line.startsWith("#"));
            pipeline.connect(files, check);
            pipeline.connect(check, uncommented);
            pipeline.connect(uncommented, pipeline.addSink("lines", KafkaSinkNode.of(String.class)));
        };
    }

    /** Splits lines into words. */
    private PipelineDefinition words() {
        return (pipeline, context) -> {
            var files = pipeline.addSource("files", source);
            var words = pipeline.<String, String>addFlatTransform("words", line -> List.of(line.split(" ", -1)));
            pipeline.connect(files, words);
            pipeline.connect(words, pipeline.addSink("lines", KafkaSinkNode.of(String.class)));
        };
    }
}

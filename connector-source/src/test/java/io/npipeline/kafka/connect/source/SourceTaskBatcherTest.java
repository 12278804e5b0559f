package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.npipeline.node.BatchLimits;
import io.npipeline.node.KafkaSinkNode;
import io.npipeline.pipeline.PipelineDefinition;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** What leaves a source task of a pipeline with a batcher. */
class SourceTaskBatcherTest {

    private static final BatchLimits PAIRS = BatchLimits.of(2, Duration.ofHours(1));

    private final ScriptedSource source = new ScriptedSource("a");
    private final ScriptedStep step = new ScriptedStep();

    @Test
    void allItemsOfABatchLeaveInOneList() {
        step.holding("alone");
        source.offer("a", "1", "alone", "2");
        try (SourceWorker worker = SourceWorker.of(source, pairs()).start()) {
            worker.pollUntil(() -> assertThat(step.areSettled("1", "2")).isTrue());
            // The output of the pair stands with its first item, which is settled; its last one waits behind another.
            assertThat(worker.poll()).isNull();

            step.letGo("alone");

            List<SourceRecord> list = worker.nextList();
            assertThat(list).extracting(SourceRecord::value).containsExactly("1+2", "alone");
            assertThat(list.get(1).sourceOffset()).isEqualTo(Map.of("v", 1L, "line", 3));
        }
    }

    @Test
    void allItemsOfABatchOfBatchesLeaveInOneList() {
        source.offer("a", "1", "2", "3", "alone", "4");
        try (SourceWorker worker = SourceWorker.of(source, pairsOfPairs())
                .with("npipeline.ordering", "partition")
                .start()) {
            worker.pollUntil(
                    () -> assertThat(step.areSettled("1", "2", "3", "4")).isTrue());
            // The output of all four stands with the first; between them one still waits.
            assertThat(worker.poll()).isNull();

            source.offer("a", "alone");

            List<SourceRecord> list = worker.nextList();
            assertThat(list).extracting(SourceRecord::value).containsExactly("1+2+3+4", "alone+alone");
            assertThat(list.get(1).sourceOffset()).isEqualTo(ScriptedSource.after(6));
        }
    }

    @Test
    void aBatchDoesNotWaitForItemsThatTheLimitKeepsOut() {
        source.offer("a", "1").offer("a", "2");
        try (SourceWorker worker = SourceWorker.of(source, pairs())
                .with("npipeline.max.in.flight.records", "1")
                .start()) {
            assertThat(worker.nextValues(2)).containsExactly("1", "2");
        }
    }

    @Test
    void aBatchDoesNotWaitForItemsOfASourceThatFailed() {
        source.offer("a", "1").failReading("a", new IOException("disk gone"));
        try (SourceWorker worker = SourceWorker.of(source, pairs()).start()) {
            assertThat(worker.nextValues(1)).containsExactly("1");
            assertThatThrownBy(worker::poll)
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("disk gone");
        }
    }

    @Test
    void aBatchWaitsForItemsThatMayCome() {
        source.offer("a", "1");
        try (SourceWorker worker = SourceWorker.of(source, pairs())
                .with("npipeline.max.in.flight.records", "2")
                .start()) {
            worker.pollUntil(() -> assertThat(step.seen()).contains("1"));
            assertThat(worker.poll()).isNull();

            source.offer("a", "2");

            assertThat(worker.nextValues(1)).containsExactly("1+2");
        }
    }

    /** Pairs of bodies, which come in any order, as one; the body {@code alone} goes by itself. */
    private PipelineDefinition pairs() {
        return (pipeline, context) -> {
            var files = pipeline.addSource("files", source);
            var check = pipeline.addMessageTransform("check", step);
            var pairs = pipeline.<String>addBatcher("pairs", PAIRS);
            var joined = pipeline.addTransform(
                    "joined", (List<String> pair) -> pair.stream().sorted().collect(Collectors.joining("+")));
            var lines = pipeline.addSink("lines", KafkaSinkNode.of(String.class));
            pipeline.connect(files, check);
            pipeline.connectWhen(check, body -> body.equals("alone"), lines);
            pipeline.connectOtherwise(check, pairs);
            pipeline.connect(pairs, joined);
            pipeline.connect(joined, lines);
        };
    }

    /** Pairs of pairs as one, and pairs of the body {@code alone}. */
    private PipelineDefinition pairsOfPairs() {
        return (pipeline, context) -> {
            var files = pipeline.addSource("files", source);
            var check = pipeline.addMessageTransform("check", step);
            var pairs = pipeline.<String>addBatcher("pairs", PAIRS);
            var fours = pipeline.<List<String>>addBatcher("fours", PAIRS);
            var joinedFours = pipeline.addTransform("joined-fours", (List<List<String>> four) -> four.stream()
                    .flatMap(List::stream)
                    .collect(Collectors.joining("+")));
            var loners = pipeline.<String>addBatcher("loners", PAIRS);
            var joinedLoners = pipeline.addTransform("joined-loners", (List<String> two) -> String.join("+", two));
            var lines = pipeline.addSink("lines", KafkaSinkNode.of(String.class));
            pipeline.connect(files, check);
            pipeline.connectWhen(check, body -> body.equals("alone"), loners);
            pipeline.connectOtherwise(check, pairs);
            pipeline.connect(pairs, fours);
            pipeline.connect(fours, joinedFours);
            pipeline.connect(joinedFours, lines);
            pipeline.connect(loners, joinedLoners);
            pipeline.connect(joinedLoners, lines);
        };
    }
}

package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.node.BatchLimits;
import io.npipeline.node.KafkaSinkNode;
import io.npipeline.pipeline.PipelineDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
}

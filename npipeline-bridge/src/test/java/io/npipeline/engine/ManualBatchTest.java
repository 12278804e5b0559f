package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.PartitionLostException;
import io.npipeline.message.Rejection;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.BatchSinkNode;
import io.npipeline.node.KafkaSourceNode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Items of batches that the user acknowledges one by one. */
class ManualBatchTest {

    private final KeepingSink sink = new KeepingSink();
    private final HeldDeadLetters letters = new HeldDeadLetters();

    private EngineHarness.Setup batches(int size) {
        return EngineHarness.into((BatchSinkNode<String>) sink, BatchLimits.of(size, Duration.ofDays(1)))
                .acknowledgment(AcknowledgmentStrategy.MANUAL)
                .deadLetters(letters.route());
    }

    @Test
    void eachItemSettlesWithItsAcknowledgement() {
        try (EngineHarness harness = batches(3).start()) {
            Partition partition = harness.own(0);
            partition.putAll("a", "b", "c");
            sink.message(harness, "c");
            assertThat(harness.engine.inFlightRecords()).isEqualTo(3);

            assertThat(sink.message(harness, "a").withBody(1).acknowledge()).isNotNull();
            harness.until(() -> partition.ownership.firstUnsettled() == 1);
            assertThat(sink.message(harness, "c").acknowledge()).isNotNull();
            assertThat(sink.message(harness, "b").acknowledge()).isNotNull();
            harness.untilSettled();
        }
    }

    @Test
    void laterItemsOfItsKeyAreNotWrittenMeanwhileAndOthersAre() {
        try (EngineHarness harness = batches(2).start()) {
            Partition partition = harness.own(0);
            partition.putAllUnder("k", "a", "b");
            sink.message(harness, "b");
            partition.putAllUnder("k", "c", "d");
            partition.putAllUnder("other", "e", "f");
            sink.message(harness, "f");
            assertThat(sink.bodies()).containsExactly("a", "b", "e", "f");

            assertThat(sink.message(harness, "a").acknowledge()).isNotNull();
            assertThat(sink.message(harness, "b").acknowledge()).isNotNull();
            sink.message(harness, "d");
            assertThat(sink.bodies()).containsExactly("a", "b", "e", "f", "c", "d");
        }
    }

    @Test
    void aRejectedItemIsWrittenAgainAloneAndThenDeadLettered() {
        try (EngineHarness harness = batches(2).start()) {
            harness.own(0).putAllUnder("k", "a", "b");
            assertThat(sink.message(harness, "b").reject(Rejection.retryAfter(Duration.ofMillis(1))))
                    .isNotNull();
            KafkaMessage<String> again = sink.message(harness, "b", 2);
            assertThat(sink.bodies()).containsExactly("a", "b", "b");
            assertThat(again.reject(Rejection.deadLetter(new IllegalStateException("no good"))))
                    .isNotNull();
            letters.next().complete();
            assertThat(sink.message(harness, "a").acknowledge()).isNotNull();
            harness.untilSettled();
        }
    }

    @Test
    void aLostPartitionLetsGoOfItsItems() {
        try (EngineHarness harness = batches(1).start()) {
            Partition old = harness.own(0);
            old.putAllUnder("k", "a", "b");
            KafkaMessage<String> message = sink.message(harness, "a");
            old.release();
            harness.own(0).put("k", "c");
            assertThat(sink.message(harness, "c").acknowledge()).isNotNull();
            harness.untilSettled();
            assertThat(sink.bodies()).containsExactly("a", "c");
            assertThat(message.acknowledge().toCompletableFuture())
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCauseInstanceOf(PartitionLostException.class);
        }
    }

    @Test
    void aListFromABatcherSettlesAllItsRecords() {
        List<KafkaMessage<List<String>>> lists = new CopyOnWriteArrayList<>();
        AtomicReference<KafkaMessage<String>> item = new AtomicReference<>();
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var look = pipeline.<String, String>addMessageTransform("look", message -> {
                        item.set(message);
                        return message;
                    });
                    var batcher = pipeline.<String>addBatcher("batcher", BatchLimits.of(2, Duration.ofDays(1)));
                    pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), look);
                    pipeline.connect(look, batcher);
                    pipeline.connect(batcher, pipeline.<List<String>>addSink("sink", lists::add));
                })
                .acknowledgment(AcknowledgmentStrategy.MANUAL)
                .start()) {
            Partition partition = harness.own(0);
            partition.putAll("a", "b");
            harness.until(() -> lists.size() == 1);
            assertThat(harness.engine.inFlightRecords()).isEqualTo(2);
            CompletableFuture<Void> stage = lists.get(0).acknowledge().toCompletableFuture();
            harness.until(stage::isDone);
            assertThat(stage).isCompleted();
            harness.untilSettled();

            partition.putAllUnder("k", "c", "d");
            harness.until(() -> lists.size() == 2);
            assertThat(Objects.requireNonNull(item.get()).reject(Rejection.retryAfter(Duration.ZERO)))
                    .isNotNull();
            harness.until(() -> lists.size() == 3);
            assertThat(lists.get(2).acknowledge()).isNotNull();
            harness.untilSettled();
        }
    }
}

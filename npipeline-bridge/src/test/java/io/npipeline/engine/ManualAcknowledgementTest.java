package io.npipeline.engine;

import static io.npipeline.engine.EngineHarness.retrying;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.deadletter.DeadLetter;
import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.MessageHeader;
import io.npipeline.message.PartitionLostException;
import io.npipeline.message.Rejection;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.pipeline.PipelineDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What a sink was given is settled by the user's word alone. */
class ManualAcknowledgementTest {

    private final KeepingSink sink = new KeepingSink();
    private final HeldDeadLetters letters = new HeldDeadLetters();

    private static EngineHarness.Setup manual(PipelineDefinition definition) {
        return EngineHarness.of(definition).acknowledgment(AcknowledgmentStrategy.MANUAL);
    }

    private EngineHarness.Setup pipeline() {
        return manual((pipeline, context) -> pipeline.connect(
                        pipeline.addSource("source", KafkaSourceNode.of(String.class)), pipeline.addSink("sink", sink)))
                .deadLetters(letters.route());
    }

    private static CompletableFuture<Void> future(CompletionStage<Void> stage) {
        return stage.toCompletableFuture();
    }

    private static void assertLost(CompletableFuture<Void> stage) {
        assertThat(stage)
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(PartitionLostException.class);
    }

    private static void assertTooLate(CompletableFuture<Void> stage) {
        assertThat(stage)
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void theReturnOfTheSinkDoesNotSettle() {
        try (EngineHarness harness = pipeline().start()) {
            Partition partition = harness.own(0);
            partition.putAll("a", "b");
            KafkaMessage<String> first = sink.message(harness, "a");
            CompletableFuture<Void> second = future(sink.message(harness, "b").acknowledge());
            harness.until(second::isDone);

            assertThat(partition.ownership.firstUnsettled()).isZero();
            assertThat(first.isAcknowledged()).isFalse();
            assertThat(harness.engine.inFlightRecords()).isEqualTo(1);

            CompletableFuture<Void> acknowledged = future(first.acknowledge());
            harness.until(acknowledged::isDone);
            assertThat(acknowledged).isCompleted();
            assertThat(partition.ownership.firstUnsettled()).isEqualTo(OffsetTracker.NONE);
        }
    }

    @Test
    void laterMessagesOfTheKeyWaitForItAndOthersDoNot() {
        try (EngineHarness harness = pipeline().parallelism(1).start()) {
            Partition partition = harness.own(0);
            partition.putAllUnder("k", "a", "b");
            KafkaMessage<String> first = sink.message(harness, "a");
            partition.putAll("c", "d");
            sink.message(harness, "d");
            assertThat(sink.bodies()).containsExactly("a", "c", "d");

            assertThat(first.acknowledge()).isNotNull();
            sink.message(harness, "b");
        }
    }

    @Test
    void anAcknowledgementWhileTheCallRunsCounts() throws Exception {
        Gate gate = new Gate();
        AtomicReference<KafkaMessage<String>> seen = new AtomicReference<>();
        try (EngineHarness harness = manual((pipeline, context) -> pipeline.connect(
                        pipeline.addSource("source", KafkaSourceNode.of(String.class)),
                        pipeline.<String>addSink("sink", message -> {
                            seen.set(message);
                            gate.pass();
                        })))
                .start()) {
            harness.own(0).put("k", "a");
            gate.awaitCall();
            assertThat(Objects.requireNonNull(seen.get()).acknowledge()).isNotNull();
            harness.engine.turn();
            assertThat(harness.engine.inFlightRecords()).isEqualTo(1);
            gate.open();
            harness.untilSettled();
        }
    }

    @Test
    void aFailureOfTheCallAfterwardsIsSkipped() {
        try (EngineHarness harness = manual((pipeline, context) -> pipeline.connect(
                        pipeline.addSource("source", KafkaSourceNode.of(String.class)),
                        pipeline.<String>addSink("sink", message -> {
                            sink.write(message);
                            Assertions.assertThat(message.acknowledge()).isNotNull();
                            throw new IllegalStateException("too late");
                        })))
                .policy(retrying(5, NodeErrorDecision.FAIL))
                .start()) {
            harness.own(0).put("k", "a");
            harness.untilSettled();
            assertThat(sink.bodies()).containsExactly("a");
            assertThat(harness.engine.counters().skippedRecords()).isEqualTo(1);
        }
    }

    @Test
    void aCallThatFailedIsRetriedAndItsMessageNoLongerCounts() {
        try (EngineHarness harness = manual((pipeline, context) -> pipeline.connect(
                        pipeline.addSource("source", KafkaSourceNode.of(String.class)),
                        pipeline.<String>addSink("sink", message -> {
                            sink.write(message);
                            if (sink.bodies().size() == 1) {
                                throw new IllegalStateException("injected");
                            }
                        })))
                .policy(retrying(5, NodeErrorDecision.FAIL))
                .start()) {
            Partition partition = harness.own(0);
            partition.put("k", "a");
            KafkaMessage<String> second = sink.message(harness, "a", 2);
            assertThat(harness.engine.inFlightRecords()).isEqualTo(1);
            assertThat(second.acknowledge()).isNotNull();
            harness.untilSettled();
        }
    }

    @Test
    void copiesOfWhatTheSinkWasGivenShareIt() {
        try (EngineHarness harness = pipeline().start()) {
            harness.own(0).put("k", "a");
            KafkaMessage<String> message = sink.message(harness, "a");
            KafkaMessage<Integer> copy = message.withBody(1).withKey("other");
            CompletableFuture<Void> acknowledged = future(copy.acknowledge());
            assertThat(message.isAcknowledged()).isTrue();
            harness.until(acknowledged::isDone);
            assertThat(future(message.acknowledge())).isCompleted();
            assertThat(harness.engine.settledRecords()).isEqualTo(1);
        }
    }

    @Test
    void theMessageBeforeTheSinkCountsForAllSinks() {
        AtomicReference<KafkaMessage<String>> before = new AtomicReference<>();
        try (EngineHarness harness = manual((pipeline, context) -> {
                    var keep = pipeline.<String, String>addMessageTransform("keep", message -> {
                        before.set(message);
                        return message.withBody("derived");
                    });
                    pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), keep);
                    pipeline.connect(keep, pipeline.addSink("left", sink));
                    pipeline.connect(keep, pipeline.addSink("right", sink));
                })
                .start()) {
            harness.own(0).put("k", "a");
            sink.message(harness, "derived");
            CompletableFuture<Void> acknowledged =
                    future(Objects.requireNonNull(before.get()).acknowledge());
            harness.until(acknowledged::isDone);
            assertThat(acknowledged).isCompleted();
            assertThat(sink.bodies()).containsExactly("derived", "derived");
        }
    }

    @Test
    void eachSinkHasAShareOfItsOwn() {
        KeepingSink other = new KeepingSink();
        try (EngineHarness harness = manual((pipeline, context) -> {
                    var source = pipeline.addSource("source", KafkaSourceNode.of(String.class));
                    pipeline.connect(source, pipeline.addSink("left", sink));
                    pipeline.connect(source, pipeline.addSink("right", other));
                })
                .start()) {
            Partition partition = harness.own(0);
            partition.put("k", "a");
            CompletableFuture<Void> left = future(sink.message(harness, "a").acknowledge());
            KafkaMessage<String> right = other.message(harness, "a");
            harness.engine.turn();
            assertThat(left).isNotDone();
            assertThat(right.acknowledge()).isNotNull();
            harness.until(left::isDone);
            assertThat(left).isCompleted();
        }
    }

    @Test
    void whatDoesNotReachASinkSettlesByItself() {
        try (EngineHarness harness = manual((pipeline, context) -> {
                    var some = pipeline.<String>addFilter("some", body -> !body.equals("filtered"));
                    var check = pipeline.<String, String>addTransform("check", body -> {
                        if (body.equals("bad")) {
                            throw new IllegalStateException("injected");
                        }
                        return body;
                    });
                    pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), some);
                    pipeline.connect(some, check);
                    pipeline.connect(check, pipeline.addSink("sink", sink));
                })
                .policy(retrying(0, NodeErrorDecision.DEAD_LETTER))
                .deadLetters(letters.route())
                .start()) {
            harness.own(0).putAll("filtered", "bad");
            letters.next().complete();
            harness.untilSettled();
            assertThat(sink.bodies()).isEmpty();
        }
    }

    @Test
    void aRejectedMessageRunsAgainFromTheSinkAndCountsAsAnAttempt() {
        try (EngineHarness harness = pipeline().start()) {
            Partition partition = harness.own(0);
            partition.putAllUnder("k", "a", "b");
            CompletableFuture<Void> rejected =
                    future(sink.message(harness, "a").reject(Rejection.retryAfter(Duration.ofMillis(1))));
            KafkaMessage<String> again = sink.message(harness, "a", 2);
            assertThat(sink.bodies()).containsExactly("a", "a");
            assertThat(again.reject(Rejection.deadLetter(new IllegalArgumentException("no good"))))
                    .isNotNull();

            HeldDeadLetters.Attempt letter = letters.next();
            assertThat(letter.letter()
                            .headers()
                            .last(DeadLetter.ATTEMPTS_HEADER)
                            .map(MessageHeader::value))
                    .hasValue("2");
            assertThat(letter.letter().envelope().nodeId()).isEqualTo("sink");
            assertThat(letter.letter().envelope().exceptionMessage()).isEqualTo("no good");
            assertThat(rejected).isNotDone();
            assertThat(sink.bodies()).doesNotContain("b");
            letter.complete();

            harness.until(rejected::isDone);
            assertThat(rejected).isCompleted();
            sink.message(harness, "b");
        }
    }

    @Test
    void aRejectionThatFailsEndsTheTaskUnsettled() {
        try (EngineHarness harness = pipeline().start()) {
            Partition partition = harness.own(0);
            partition.put("k", "a");
            CompletableFuture<Void> rejected = future(
                    sink.message(harness, "a").reject(Rejection.fail(new IllegalStateException("disk is full"))));
            assertThat(harness.untilFailed())
                    .hasMessageContaining("sink")
                    .hasMessageContaining("partition 0, offset 0")
                    .hasMessageContaining("disk is full");
            assertThat(partition.ownership.firstUnsettled()).isZero();
            harness.close();
            assertLost(rejected);
        }
    }

    @Test
    void theFirstWordCounts() {
        try (EngineHarness harness = pipeline().start()) {
            harness.own(0).putAll("a", "b");
            KafkaMessage<String> acknowledged = sink.message(harness, "a");
            assertThat(acknowledged.acknowledge()).isNotNull();
            assertTooLate(future(acknowledged.reject(Rejection.fail(new IllegalStateException("late")))));

            KafkaMessage<String> rejected = sink.message(harness, "b");
            assertThat(rejected.reject(Rejection.deadLetter(new IllegalStateException("first"))))
                    .isNotNull();
            CompletableFuture<Void> late = future(rejected.acknowledge());
            assertThat(rejected.isAcknowledged()).isFalse();
            letters.next().complete();
            harness.until(late::isDone);
            assertThat(letters.nodes()).containsExactly("sink");
        }
    }

    @Test
    void aLostPartitionEndsTheWaitAndTheNewEpochRunsTheKeyAgain() {
        try (EngineHarness harness = pipeline().start()) {
            Partition old = harness.own(0);
            old.putAllUnder("k", "a", "b");
            KafkaMessage<String> message = sink.message(harness, "a");
            old.release();
            harness.own(0).put("k", "c");
            KafkaMessage<String> fresh = sink.message(harness, "c");

            assertLost(future(message.acknowledge()));
            assertLost(future(message.reject(Rejection.fail(new IllegalStateException("late")))));
            assertThat(fresh.acknowledge()).isNotNull();
            harness.untilSettled();
            assertThat(sink.bodies()).containsExactly("a", "c");
        }
    }

    @Test
    void aDrainWaitsForAcknowledgementsAndGivesUp() {
        try (EngineHarness harness = pipeline().start()) {
            Partition partition = harness.own(0);
            partition.putAll("a", "b");
            KafkaMessage<String> a = sink.message(harness, "a");
            sink.message(harness, "b");
            CompletableFuture<Void> acknowledged =
                    CompletableFuture.runAsync(() -> assertThat(a.acknowledge()).isNotNull());
            assertThat(harness.engine.drain(List.of(partition.ownership), Duration.ofMillis(20)))
                    .isFalse();
            acknowledged.join();
            harness.until(() -> partition.ownership.firstUnsettled() == 1);
        }
    }

    @Test
    void theEndOfTheTaskFailsWhatWasNotSettled() {
        CompletableFuture<Void> rejected;
        try (EngineHarness harness = pipeline().start()) {
            harness.own(0).put("k", "a");
            rejected = future(sink.message(harness, "a").reject(Rejection.retryAfter(Duration.ofHours(1))));
        }
        assertLost(rejected);
    }

    @Test
    void tooManyThatWaitForARejectedMessageEndItsRetries() {
        try (EngineHarness harness = pipeline()
                .maxParkedPerKey(5)
                .policy(retrying(0, NodeErrorDecision.DEAD_LETTER))
                .start()) {
            Partition partition = harness.own(0);
            partition.put("k", "a");
            assertThat(sink.message(harness, "a").reject(Rejection.retryAfter(Duration.ofHours(1))))
                    .isNotNull();
            for (int i = 0; i < 5; i++) {
                partition.submit("k", "waiting");
            }
            harness.engine.dispatch();
            letters.next().complete();
            sink.message(harness, "waiting");
            assertThat(harness.engine.counters().crowdedRecords()).isEqualTo(1);
        }
    }
}

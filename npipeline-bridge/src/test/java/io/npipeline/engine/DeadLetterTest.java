package io.npipeline.engine;

import static io.npipeline.engine.EngineHarness.retrying;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.deadletter.DeadLetter;
import io.npipeline.deadletter.DeadLetterSink;
import io.npipeline.deadletter.MemoryDeadLetterSink;
import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.message.Correlation;
import io.npipeline.message.MessageHeader;
import io.npipeline.message.MessageHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way of a dead letter to a sink. */
class DeadLetterTest {

    private final ScriptedSink sink = new ScriptedSink();
    private final HeldDeadLetters letters = new HeldDeadLetters();

    private static IllegalStateException injected() {
        return new IllegalStateException("injected");
    }

    private EngineHarness.Setup deadLettering() {
        return EngineHarness.into(sink)
                .policy(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER))
                .deadLetters(letters.route());
    }

    @Test
    void theMessageIsSettledOnlyWhenItsLetterIsDurable() {
        sink.failing("a", injected());
        try (EngineHarness harness = deadLettering().start()) {
            Partition partition = harness.own(0);
            Delivery delivery = partition.put("k", "a");
            HeldDeadLetters.Attempt letter = letters.next();
            partition.put("other", "b");
            harness.until(() -> harness.engine.settledRecords() == 1);
            assertThat(delivery.isSettled()).isFalse();
            assertThat(partition.ownership.firstUnsettled()).isZero();
            letter.complete();
            harness.untilSettled();
            assertThat(delivery.isSettled()).isTrue();
        }
    }

    @Test
    void laterMessagesOfItsKeyWaitAndOtherKeysDoNot() {
        sink.failing("a1", injected());
        try (EngineHarness harness = deadLettering().parallelism(1).start()) {
            Partition partition = harness.own(0);
            partition.putAllUnder("a", "a1", "a2");
            HeldDeadLetters.Attempt letter = letters.next();
            partition.put("b", "b1");
            harness.until(() -> sink.written().contains("b1"));
            assertThat(sink.calls()).containsExactly("a1", "b1");
            letter.complete();
            harness.untilSettled();
            assertThat(sink.calls()).containsExactly("a1", "b1", "a2");
        }
    }

    @Test
    void itTellsOfTheMessageTheNodeAndTheFailures() {
        sink.failing("a", new IllegalArgumentException("first"), injected());
        MessageHeader own = MessageHeader.of("x-correlation-id", "c-1");
        try (EngineHarness harness = deadLettering()
                .policy(retrying(1, NodeErrorDecision.DEAD_LETTER))
                .correlation(new Correlation("x-correlation-id", "test"), LoggedIds.NONE)
                .start()) {
            Partition partition = harness.own(4);
            partition.submit("k", "a", MessageHeaders.of(List.of(own)));
            harness.engine.dispatch();
            HeldDeadLetters.Attempt attempt = letters.next();
            DeadLetter letter = attempt.letter();
            assertThat(letter.key()).isEqualTo("k");
            assertThat(letter.envelope().nodeId()).isEqualTo("sink");
            assertThat(letter.envelope().originalItem()).isEqualTo("a");
            assertThat(letter.envelope().exceptionMessage()).isEqualTo("injected");
            assertThat(letter.envelope().correlationId()).isEqualTo("c-1");
            assertThat(letter.envelope().originalTopic()).isEqualTo("orders");
            assertThat(letter.envelope().partition()).isEqualTo(4);
            assertThat(letter.envelope().offset()).isZero();
            assertThat(letter.headers().last(DeadLetter.ATTEMPTS_HEADER).map(MessageHeader::value))
                    .hasValue("2");
            attempt.complete();
            harness.untilSettled();
        }
    }

    @Test
    void duringAnOutageItIsSentAgainAndTheIntakeIsBlocked() {
        sink.failing("a", injected());
        try (EngineHarness harness = deadLettering().start()) {
            assertThat(harness.engine.isDeadLetterBlocked()).isFalse();
            Delivery delivery = harness.own(0).put("k", "a");
            letters.next().fail(new IllegalStateException("down"));
            harness.until(harness.engine::isDeadLetterBlocked);
            HeldDeadLetters.Attempt again = letters.next();
            assertThat(harness.engine.isDeadLetterBlocked()).isTrue();
            assertThat(delivery.isSettled()).isFalse();
            again.complete();
            harness.untilSettled();
            assertThat(harness.engine.isDeadLetterBlocked()).isFalse();
            assertThat(letters.handled()).hasSize(2);
            assertThat(sink.calls()).containsExactly("a");
        }
    }

    @Test
    void aSinkThatThrowsIsAnOutageToo() {
        sink.failing("a", injected());
        letters.throwing(new IllegalStateException("buffer is full"));
        try (EngineHarness harness = deadLettering().start()) {
            harness.own(0).put("k", "a");
            harness.until(harness.engine::isDeadLetterBlocked);
            letters.throwing(null);
            letters.next().complete();
            harness.untilSettled();
            assertThat(harness.engine.isDeadLetterBlocked()).isFalse();
        }
    }

    @Test
    void everyLetterOfAnOutageBlocksUntilItIsDurable() {
        sink.failing("a", injected()).failing("b", injected());
        try (EngineHarness harness = deadLettering().start()) {
            harness.own(0).putAll("a", "b");
            letters.next().fail(new IllegalStateException("down"));
            letters.next().fail(new IllegalStateException("down"));
            letters.next().complete();
            harness.until(() -> harness.engine.settledRecords() == 1);
            assertThat(harness.engine.isDeadLetterBlocked()).isTrue();
            letters.next().complete();
            harness.untilSettled();
            assertThat(harness.engine.isDeadLetterBlocked()).isFalse();
        }
    }

    @Test
    void givenUpAfterTheTimeoutItFailsTheTaskAndLeavesTheMessageUnsettled() {
        sink.failing("a", injected());
        IllegalStateException outage = new IllegalStateException("down");
        try (EngineHarness harness =
                deadLettering().deadLetterTimeout(Duration.ofMillis(1)).start()) {
            Delivery delivery = harness.own(0).put("k", "a");
            letters.next().fail(outage);
            assertThat(harness.untilFailed())
                    .hasMessageContaining("Node \"sink\" failed on topic orders, partition 0, offset 0 at attempt 1 "
                            + "and its dead letter could not be stored within 1 ms")
                    .hasRootCause(outage);
            assertThat(delivery.isSettled()).isFalse();
        }
    }

    @Test
    void withoutADestinationItFailsTheTask() {
        sink.failing("a", injected());
        try (EngineHarness harness = EngineHarness.into(sink)
                .policy(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER))
                .start()) {
            Delivery delivery = harness.own(0).put("k", "a");
            assertThat(harness.untilFailed()).hasMessageContaining("no dead-letter destination is configured");
            assertThat(delivery.isSettled()).isFalse();
        }
    }

    @Test
    void anErrorThatStaysFailsTheTaskAtOnce() {
        sink.failing("a", injected());
        TopicAuthorizationException refused = new TopicAuthorizationException("not yours");
        try (EngineHarness harness = deadLettering().start()) {
            Delivery delivery = harness.own(0).put("k", "a");
            letters.next().fail(refused);
            assertThat(harness.untilFailed())
                    .hasMessageContaining("offset 0 at attempt 1 and its dead letter cannot be stored: " + refused)
                    .hasRootCause(refused);
            assertThat(letters.handled()).hasSize(1);
            assertThat(delivery.isSettled()).isFalse();
        }
    }

    @Test
    void anErrorOfKafkaThatMayPassIsAnOutage() {
        sink.failing("a", injected());
        try (EngineHarness harness = deadLettering().start()) {
            harness.own(0).put("k", "a");
            letters.next().fail(new NotEnoughReplicasException("one is down"));
            HeldDeadLetters.Attempt again = letters.next();
            assertThat(again.letter().envelope().originalItem()).isEqualTo("a");
            again.complete();
            harness.untilSettled();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLetterThatIsTooLargeIsSentOnceMoreWithoutItsItem(boolean wrapped) {
        sink.failing("a", injected());
        RecordTooLargeException tooLarge = new RecordTooLargeException("too large");
        try (EngineHarness harness = deadLettering().start()) {
            Delivery delivery = harness.own(0).put("k", "a");
            HeldDeadLetters.Attempt first = letters.next();
            first.fail(wrapped ? new CompletionException(tooLarge) : tooLarge);
            HeldDeadLetters.Attempt second = letters.next();
            assertThat(second.letter()).isEqualTo(first.letter().withoutItem());
            assertThat(second.letter().isItemLeftOut()).isTrue();
            assertThat(second.letter().envelope().originalItem())
                    .isEqualTo("(left out: too large for the dead-letter topic; read it at its origin)");
            assertThat(second.letter().envelope().exceptionMessage()).isEqualTo("injected");
            assertThat(second.letter().key()).isEqualTo("k");
            assertThat(harness.engine.isDeadLetterBlocked()).isFalse();
            second.complete();
            harness.untilSettled();
            assertThat(delivery.isSettled()).isTrue();
        }
    }

    @Test
    void aLetterThatIsTooLargeWithoutAllThatCanBeLeftOutFailsTheTask() {
        sink.failing("a", injected());
        try (EngineHarness harness = deadLettering().start()) {
            harness.own(0).submit("k", "a", MessageHeaders.of(List.of(MessageHeader.of("own", "1"))));
            harness.engine.dispatch();
            for (int attempt = 0; attempt < 4; attempt++) {
                letters.next().fail(new RecordTooLargeException("too large"));
            }
            assertThat(harness.untilFailed()).hasMessageContaining("and its dead letter cannot be stored");
            assertThat(letters.handled())
                    .extracting(letter ->
                            letter.headers().last("x-dead-letter-left-out").map(MessageHeader::value))
                    .containsExactly(
                            Optional.empty(),
                            Optional.of("headers"),
                            Optional.of("headers,item"),
                            Optional.of("headers,item,key"));
        }
    }

    @Test
    void aLetterIsMadeToFitBeforeItsSinkSeesIt() {
        String large = "x".repeat(10_000_000);
        sink.failing(large, injected());
        try (EngineHarness harness = deadLettering()
                .deadLetters(new DeadLetterRoute.ToSink(letters, 1 << 20))
                .start()) {
            harness.own(0).put("k", large);
            HeldDeadLetters.Attempt attempt = letters.next();
            assertThat(attempt.letter().isItemLeftOut()).isTrue();
            assertThat(attempt.letter().headers().last("x-dead-letter-left-out").map(MessageHeader::value))
                    .hasValue("item");
            attempt.complete();
            harness.untilSettled();
        }
    }

    @Test
    @SuppressWarnings("NullAway") // what callers without null checks do
    void aSinkThatReturnsNoStageFailedToStore() {
        sink.failing("a", injected());
        AtomicInteger calls = new AtomicInteger();
        DeadLetterSink forgetful =
                letter -> calls.getAndIncrement() == 0 ? null : CompletableFuture.completedFuture(null);
        try (EngineHarness harness = deadLettering()
                .deadLetters(new DeadLetterRoute.ToSink(forgetful))
                .start()) {
            harness.own(0).put("k", "a");
            harness.untilSettled();
            assertThat(calls).hasValue(2);
        }
    }

    @Test
    void aLetterThatFailsAfterItsPartitionWasGivenUpIsNotSentAgain() {
        sink.failing("a", injected());
        try (EngineHarness harness = deadLettering().start()) {
            Partition partition = harness.own(0);
            partition.put("k", "a");
            letters.next().fail(new IllegalStateException("down"));
            HeldDeadLetters.Attempt again = letters.next();
            partition.release();
            again.fail(new IllegalStateException("down"));
            harness.untilSettled();
            assertThat(letters.handled()).hasSize(2);
            assertThat(harness.engine.isDeadLetterBlocked()).isFalse();
        }
    }

    @Test
    void aSinkThatDoesNotAnswerBlocksTheIntakeAndIsNotAskedTwice() {
        sink.failing("a", injected());
        try (EngineHarness harness = deadLettering().start()) {
            harness.own(0).put("k", "a");
            HeldDeadLetters.Attempt letter = letters.next();
            harness.until(harness.engine::isDeadLetterBlocked);
            letter.complete();
            harness.untilSettled();
            assertThat(letters.handled()).hasSize(1);
            assertThat(harness.engine.isDeadLetterBlocked()).isFalse();
        }
    }

    @Test
    void aSinkThatDoesNotAnswerWithinTheTimeoutFailsTheTask() {
        sink.failing("a", injected());
        try (EngineHarness harness =
                deadLettering().deadLetterTimeout(Duration.ofMillis(1)).start()) {
            Delivery delivery = harness.own(0).put("k", "a");
            assertThat(harness.untilFailed())
                    .hasMessageContaining(
                            "offset 0 at attempt 1 and its dead letter could not be stored within 1 ms: its "
                                    + "destination does not answer")
                    .hasRootCauseMessage("injected");
            assertThat(delivery.isSettled()).isFalse();
        }
    }

    @Test
    void aLetterOfAPartitionThatWasGivenUpIsWaitedForNoLongerThanTheTimeout() {
        sink.failing("a", injected());
        try (EngineHarness harness =
                deadLettering().deadLetterTimeout(Duration.ofSeconds(1)).start()) {
            Partition partition = harness.own(0);
            partition.put("k", "a");
            HeldDeadLetters.Attempt unanswered = letters.next();
            partition.release();
            harness.untilSettled();
            unanswered.complete();
            assertThat(harness.engine.settledRecords()).isEqualTo(1);
            assertThat(harness.engine.isDeadLetterBlocked()).isFalse();
        }
    }

    @Test
    void aSinkInMemoryRefusesWhatItHasNoRoomFor() {
        sink.failing("a", injected()).failing("b", injected());
        MemoryDeadLetterSink memory = new MemoryDeadLetterSink(1);
        try (EngineHarness harness = deadLettering()
                .deadLetters(new DeadLetterRoute.ToSink(memory))
                .deadLetterTimeout(Duration.ofMillis(1))
                .start()) {
            harness.own(0).put("k", "a");
            harness.untilSettled();
            harness.own(1).put("k", "b");
            assertThat(harness.untilFailed()).hasMessageContaining("The sink is full: it keeps 1 dead letters");
            assertThat(memory.letters())
                    .extracting(letter -> letter.envelope().originalItem())
                    .containsExactly("a");
        }
    }
}

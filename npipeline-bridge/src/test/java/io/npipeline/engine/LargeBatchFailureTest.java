package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.failure.RetryStrategy;
import io.npipeline.node.BatchFailure;
import io.npipeline.node.BatchLimits;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A large batch all of whose messages fail ends the task with an error that is no larger than that of a small one. */
class LargeBatchFailureTest {

    private static final int SIZE = 2_000;

    private final ScriptedBatchSink sink = new ScriptedBatchSink();
    private final AtomicInteger asked = new AtomicInteger();

    /** Retries nothing, and counts how many messages it was asked about. */
    private FailurePolicy counting(NodeErrorDecision lastStep) {
        RetryStrategy never = new RetryStrategy() {
            @Override
            public boolean shouldRetry(Throwable error, int attempt) {
                asked.incrementAndGet();
                return false;
            }

            @Override
            public Duration delay(int attempt) {
                return Duration.ZERO;
            }
        };
        return FailurePolicy.retry(never).then(lastStep);
    }

    private static IllegalStateException injected() {
        return new IllegalStateException("injected");
    }

    private static BatchFailure ofEachMessage() {
        Map<Integer, Throwable> failures = new HashMap<>();
        IntStream.range(0, SIZE).forEach(index -> failures.put(index, injected()));
        return new BatchFailure(failures);
    }

    private EngineHarness start(NodeErrorDecision lastStep) {
        return EngineHarness.into(sink, BatchLimits.of(SIZE, Duration.ofDays(1)))
                .policy(counting(lastStep))
                .start();
    }

    private static void putAll(EngineHarness harness) {
        harness.own(0)
                .putAllUnder(
                        "k",
                        IntStream.range(0, SIZE).mapToObj(Integer::toString).toArray(String[]::new));
    }

    /** The failure that the engine keeps; what it throws to the task has it as its cause. */
    private static Throwable[] followers(EngineHarness harness) {
        return Objects.requireNonNull(harness.untilFailed().getCause()).getSuppressed();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void failingStopsAtTheFirstMessageThatEndsTheTask(boolean messagesAreNamed) {
        sink.failing("0", messagesAreNamed ? ofEachMessage() : injected());
        EngineHarness harness = start(NodeErrorDecision.FAIL);
        putAll(harness);
        assertThat(harness.untilFailed())
                .hasMessageContaining("Node \"sink\" failed on topic orders, partition 0, offset 0");
        harness.close();
        assertThat(followers(harness)).isEmpty();
        assertThat(asked).hasValue(1);
    }

    @Test
    void whereEveryMessageEndsTheTaskOnlyFourErrorsFollowTheFirst() {
        sink.failing("0", injected());
        // Without a destination each dead letter fails the task by itself.
        try (EngineHarness harness = start(NodeErrorDecision.DEAD_LETTER)) {
            putAll(harness);
            harness.until(() -> asked.get() == SIZE);
            assertThat(followers(harness)).hasSize(4);
        }
    }
}

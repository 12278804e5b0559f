package io.npipeline.engine;

import static io.npipeline.engine.CircuitBreakerTest.FOR_A_MOMENT;
import static io.npipeline.engine.CircuitBreakerTest.FOR_GOOD;
import static io.npipeline.engine.CircuitBreakerTest.SKIP;
import static io.npipeline.engine.CircuitBreakerTest.into;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.message.Rejection;
import io.npipeline.node.SinkNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What counts for a circuit breaker where the user says what becomes of a message. */
@Timeout(60)
class CircuitBreakerAcknowledgementTest {

    private final ScriptedSink sink = new ScriptedSink();
    private final IllegalStateException down = new IllegalStateException("down");

    @Test
    void whatTheUserSaysOfAMessageSaysNothingOfTheNode() {
        KeepingSink keeping = new KeepingSink();
        try (EngineHarness harness = into(keeping, FOR_GOOD)
                .acknowledgment(AcknowledgmentStrategy.MANUAL)
                .start()) {
            Partition partition = harness.own(0);
            partition.putAll("a");
            keeping.message(harness, "a").reject(Rejection.retryAfter(Duration.ZERO));
            keeping.message(harness, "a", 2).acknowledge();
            harness.untilSettled();
            assertThat(harness.engine.isIntakeBlocked()).isFalse();
            assertThat(keeping.bodies()).containsExactly("a", "a");
        }
    }

    @Test
    void aCallThatFailsCountsAlsoIfItsMessageWasAcknowledged() {
        SinkNode<String> acknowledging = message -> {
            assertThat(message.acknowledge()).isNotNull();
            sink.write(message);
        };
        sink.failing("a", down);
        try (EngineHarness harness = into(acknowledging, FOR_GOOD)
                .acknowledgment(AcknowledgmentStrategy.MANUAL)
                .start()) {
            harness.own(0).putAll("a");
            harness.until(harness.engine::isIntakeBlocked);
            harness.untilSettled();
            assertThat(harness.engine.counters().skippedRecords()).isEqualTo(1);
        }
    }

    @Test
    void aCallThatFailsCountsAlsoIfItsMessageWasRejected() {
        SinkNode<String> rejecting = message -> {
            assertThat(message.reject(Rejection.retryAfter(Duration.ZERO))).isNotNull();
            sink.write(message);
        };
        sink.failing("a", down);
        try (EngineHarness harness = into(rejecting, FOR_GOOD)
                .acknowledgment(AcknowledgmentStrategy.MANUAL)
                .start()) {
            harness.own(0).putAll("a");
            harness.until(harness.engine::isIntakeBlocked);
            assertThat(sink.calls()).containsExactly("a");
            assertThat(harness.engine.inFlightRecords()).isEqualTo(1);
        }
    }

    @Test
    void manualCallsThatReturnEndTheTrials() {
        SinkNode<String> acknowledging = message -> {
            sink.write(message);
            assertThat(message.acknowledge()).isNotNull();
        };
        sink.failing("a", down);
        try (EngineHarness harness = into(acknowledging, FOR_A_MOMENT)
                .policy(SKIP)
                .acknowledgment(AcknowledgmentStrategy.MANUAL)
                .start()) {
            Partition partition = harness.own(0);
            partition.putAll("a");
            harness.until(() -> harness.engine.settledRecords() == 1);
            partition.putAll("b", "c", "d", "e", "f");
            harness.untilSettled();
            assertThat(sink.written()).containsExactlyInAnyOrder("b", "c", "d", "e", "f");
            assertThat(harness.engine.isIntakeBlocked()).isFalse();
        }
    }
}

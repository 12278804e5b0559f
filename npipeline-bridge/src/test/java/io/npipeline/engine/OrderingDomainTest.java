package io.npipeline.engine;

import static io.npipeline.engine.EngineHarness.backingOff;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.failure.NodeErrorDecision;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which messages wait for which. */
class OrderingDomainTest {

    private final ScriptedSink sink = new ScriptedSink();
    private final Gate first = sink.holding("first");

    @Test
    void messagesOfOneKeyWaitForEachOtherAndThoseOfOthersDoNot() throws Exception {
        try (EngineHarness harness = EngineHarness.into(sink).start()) {
            Partition partition = harness.own(0);
            partition.putAllUnder("a", "first", "second");
            partition.put("b", "other");
            first.awaitCall();
            harness.until(() -> sink.written().contains("other"));
            assertThat(sink.calls()).doesNotContain("second");
            first.open();
            harness.untilSettled();
            assertThat(sink.written()).containsExactly("other", "first", "second");
        }
    }

    @Test
    void keysOfEqualHashCodesDoNotWaitForEachOther() throws Exception {
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        try (EngineHarness harness = EngineHarness.into(sink).start()) {
            Partition partition = harness.own(0);
            partition.put("Aa", "first");
            first.awaitCall();
            partition.put("BB", "other");
            harness.until(() -> sink.written().contains("other"));
            first.open();
            harness.untilSettled();
        }
    }

    @Test
    void theSameKeyInAnotherPartitionDoesNotWait() throws Exception {
        try (EngineHarness harness = EngineHarness.into(sink).start()) {
            harness.own(0).put("a", "first");
            first.awaitCall();
            harness.own(1).put("a", "elsewhere");
            harness.until(() -> sink.written().contains("elsewhere"));
            first.open();
            harness.untilSettled();
        }
    }

    @Test
    void byPartitionAllMessagesOfAPartitionWaitAndOtherPartitionsDoNot() throws Exception {
        try (EngineHarness harness =
                EngineHarness.into(sink).ordering(Ordering.PARTITION).start()) {
            Partition partition = harness.own(0);
            partition.put("a", "first");
            partition.put("b", "second");
            partition.put(null, "third");
            first.awaitCall();
            harness.own(1).put("a", "elsewhere");
            harness.until(() -> sink.written().contains("elsewhere"));
            assertThat(sink.calls()).containsOnly("first", "elsewhere");
            first.open();
            harness.untilSettled();
            assertThat(sink.written()).containsExactly("elsewhere", "first", "second", "third");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"KEY", "UNORDERED"})
    void messagesWithoutAKeyDoNotWait(Ordering ordering) throws Exception {
        try (EngineHarness harness = EngineHarness.into(sink).ordering(ordering).start()) {
            harness.own(0).putAllUnder(null, "first", "second");
            first.awaitCall();
            harness.until(() -> sink.written().contains("second"));
            first.open();
            harness.untilSettled();
        }
    }

    @Test
    void unorderedMessagesOfOneKeyDoNotWait() throws Exception {
        try (EngineHarness harness =
                EngineHarness.into(sink).ordering(Ordering.UNORDERED).start()) {
            harness.own(0).putAllUnder("a", "first", "second");
            first.awaitCall();
            harness.until(() -> sink.written().contains("second"));
            first.open();
            harness.untilSettled();
        }
    }

    @Test
    void aKeyThatBacksOffTakesNoThreadAndDelaysNoOtherKey() {
        sink.failing("failing", new IllegalStateException("injected"));
        try (EngineHarness harness = EngineHarness.into(sink)
                .parallelism(1)
                .policy(backingOff(3, Duration.ofHours(1), NodeErrorDecision.FAIL))
                .start()) {
            Partition partition = harness.own(0);
            partition.putAllUnder("a", "failing", "after");
            partition.put("b", "other");
            harness.until(() -> sink.written().contains("other"));
            assertThat(sink.calls()).containsExactly("failing", "other");
            assertThat(partition.ownership.firstUnsettled()).isZero();
        }
    }

    @Test
    void aLongLaneLetsOthersHaveTurns() {
        try (EngineHarness harness = EngineHarness.into(sink).parallelism(1).start()) {
            Partition partition = harness.own(0);
            for (int i = 0; i < 2_000; i++) {
                partition.submit("long", "long-" + i);
            }
            partition.submit("short", "short");
            harness.engine.dispatch();
            harness.untilSettled();
            assertThat(sink.written().indexOf("short")).isLessThan(1_000);
            assertThat(sink.written()).hasSize(2_001);
        }
    }
}

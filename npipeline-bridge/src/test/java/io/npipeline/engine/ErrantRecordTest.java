package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.node.BatchFailure;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.BatchSinkNode;
import io.npipeline.node.KafkaSourceNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The way of a given-up message's own record to the worker. */
class ErrantRecordTest {

    private final ScriptedSink sink = new ScriptedSink();
    private final FakeReporter reporter = new FakeReporter();
    private final IllegalStateException injected = new IllegalStateException("injected");
    private long nextOffset;

    private EngineHarness.Setup reporting(EngineHarness.Setup setup) {
        return setup.policy(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER))
                .deadLetters(new DeadLetterRoute.ToReporter(reporter));
    }

    private Delivery put(EngineHarness harness, Partition partition, String... bodies) {
        @Nullable Delivery last = null;
        for (String body : bodies) {
            long offset = nextOffset++;
            SinkRecord sinkRecord = new SinkRecord(EngineHarness.TOPIC, 0, null, body, null, body, offset);
            last = partition.ownership.register(offset, 10);
            partition.ownership.submit(last, sinkRecord);
        }
        harness.engine.dispatch();
        return Objects.requireNonNull(last);
    }

    @Test
    void theRecordIsReportedOnTheTaskThreadAndSettledOnceTheReportIsDone() {
        sink.failing("b", injected);
        try (EngineHarness harness = reporting(EngineHarness.into(sink)).start()) {
            Delivery delivery = put(harness, harness.own(0), "a", "b");
            harness.until(() -> reporter.reports().size() == 1 && harness.engine.settledRecords() == 1);

            FakeReporter.Report report = reporter.reports().get(0);
            assertThat(report.record().kafkaOffset()).isEqualTo(1);
            assertThat(report.error()).isSameAs(injected);
            assertThat(delivery.isSettled()).isFalse();

            report.stored().complete(null);
            harness.untilSettled();
        }
    }

    @Test
    void inABatchSinkEachItemThatFailedIsReportedWithItsOwnRecord() {
        BatchSinkNode<String> batches = batch -> {
            Map<Integer, Throwable> failures = new HashMap<>();
            for (int i = 0; i < batch.size(); i++) {
                if (!"b".equals(batch.get(i).body())) {
                    failures.put(i, injected);
                }
            }
            throw new BatchFailure(failures);
        };
        try (EngineHarness harness = reporting(EngineHarness.into(batches, BatchLimits.of(3, Duration.ofDays(1))))
                .start()) {
            put(harness, harness.own(0), "a", "b", "c");
            harness.until(() -> reporter.reports().size() == 2);
            assertThat(reporter.offsets()).containsExactlyInAnyOrder(0L, 2L);
            reporter.reports().forEach(report -> report.stored().complete(null));
            harness.untilSettled();
        }
    }

    @Test
    void behindABatcherAllRecordsOfTheBatchAreReportedAndOnlyThoseThatFailedAgain() {
        EngineHarness.Setup setup = EngineHarness.of((pipeline, context) -> {
            var source = pipeline.addSource("source", KafkaSourceNode.of(String.class));
            var batcher = pipeline.<String>addBatcher("batcher", BatchLimits.of(2, Duration.ofDays(1)));
            var store = pipeline.<List<String>>addSink("store", message -> {
                throw injected;
            });
            pipeline.connect(source, batcher);
            pipeline.connect(batcher, store);
        });
        try (EngineHarness harness = reporting(setup).start()) {
            put(harness, harness.own(0), "a", "b");
            harness.until(() -> reporter.reports().size() == 2);
            assertThat(reporter.offsets()).containsExactlyInAnyOrder(0L, 1L);

            reporter.reports().get(0).stored().complete(null);
            reporter.reports().get(1).stored().completeExceptionally(new ConnectException("down"));
            harness.until(() -> reporter.reports().size() == 3);
            assertThat(reporter.reports().get(2).record())
                    .isSameAs(reporter.reports().get(1).record());
            assertThat(harness.engine.inFlightRecords()).isEqualTo(2);

            reporter.reports().get(2).stored().complete(null);
            harness.untilSettled();
        }
    }

    @Test
    void aRefusalIsAnOutage() {
        sink.failing("a", injected);
        reporter.refusing(new ConnectException("not tolerated"));
        try (EngineHarness harness = reporting(EngineHarness.into(sink)).start()) {
            put(harness, harness.own(0), "a");
            harness.until(harness.engine::isDeadLetterBlocked);

            reporter.refusing(null);
            harness.until(() -> !reporter.reports().isEmpty());
            reporter.reports().get(0).stored().complete(null);
            harness.untilSettled();
            assertThat(harness.engine.isDeadLetterBlocked()).isFalse();
        }
    }

    @Test
    void aReportThatIsNotAnsweredBlocksTheIntakeAndIsNotMadeTwice() {
        sink.failing("a", injected);
        try (EngineHarness harness = reporting(EngineHarness.into(sink)).start()) {
            put(harness, harness.own(0), "a");
            harness.until(harness.engine::isDeadLetterBlocked);

            reporter.reports().get(0).stored().complete(null);
            harness.untilSettled();
            assertThat(reporter.reports()).hasSize(1);
            assertThat(harness.engine.isDeadLetterBlocked()).isFalse();
        }
    }

    @Test
    void aReportThatIsNotAnsweredWithinTheTimeoutFailsTheTask() {
        sink.failing("a", injected);
        try (EngineHarness harness = reporting(EngineHarness.into(sink))
                .deadLetterTimeout(Duration.ofMillis(1))
                .start()) {
            Delivery delivery = put(harness, harness.own(0), "a");
            assertThat(harness.untilFailed())
                    .hasMessageContaining(
                            "offset 0 at attempt 1 and its dead letter could not be stored within 1 ms: its "
                                    + "destination does not answer");
            assertThat(delivery.isSettled()).isFalse();
        }
    }

    @Test
    void aRecordThatIsTooLargeFailsTheTaskAtOnce() {
        sink.failing("a", injected);
        try (EngineHarness harness = reporting(EngineHarness.into(sink)).start()) {
            put(harness, harness.own(0), "a");
            harness.until(() -> !reporter.reports().isEmpty());
            reporter.reports().get(0).stored().completeExceptionally(new RecordTooLargeException("too large"));
            assertThat(harness.untilFailed()).hasMessageContaining("and its dead letter cannot be stored");
        }
    }

    @Test
    void aRecordWhosePartitionWasGivenUpBeforeTheTurnIsNotReported() {
        try (EngineHarness harness = reporting(EngineHarness.into(sink)).start()) {
            Partition partition = harness.own(0);
            ErrantRecordReports reports = new ErrantRecordReports(reporter);
            SinkRecord sinkRecord = new SinkRecord(EngineHarness.TOPIC, 0, null, null, null, "a", 0);
            CompletableFuture<Void> stage = reports.report(sinkRecord, injected, partition.ownership);

            partition.release();
            reports.turn();

            assertThat(stage).isCancelled();
            assertThat(reporter.reports()).isEmpty();
        }
    }

    @Test
    void anInterruptOfTheTaskThreadIsNotAFailureOfTheReport() {
        try (EngineHarness harness = reporting(EngineHarness.into(sink)).start()) {
            ErrantRecordReports reports = new ErrantRecordReports((sinkRecord, error) -> new InterruptibleReport());
            SinkRecord sinkRecord = new SinkRecord(EngineHarness.TOPIC, 0, null, null, null, "a", 0);
            CompletableFuture<Void> stage = reports.report(sinkRecord, injected, harness.own(0).ownership);

            Thread.currentThread().interrupt();
            reports.turn();

            assertThat(Thread.interrupted()).isTrue();
            assertThat(stage).isCompleted();
        }
    }

    /** Like those of Kafka's producer: done, and yet it looks for an interrupt first. */
    private static final class InterruptibleReport extends CompletableFuture<Void> {
        InterruptibleReport() {
            complete(null);
        }

        @Override
        public Void get() throws InterruptedException, ExecutionException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return super.get();
        }
    }
}

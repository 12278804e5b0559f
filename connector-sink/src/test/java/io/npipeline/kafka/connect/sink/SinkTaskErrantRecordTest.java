package io.npipeline.kafka.connect.sink;

import static io.npipeline.kafka.connect.sink.RegisteredPipeline.into;
import static io.npipeline.kafka.connect.sink.SinkWorker.P0;
import static io.npipeline.kafka.connect.sink.SinkWorker.eventually;
import static io.npipeline.kafka.connect.sink.SinkWorker.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.npipeline.testing.ValidationOf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sink task whose given-up records are written by the worker. */
class SinkTaskErrantRecordTest {

    private static final String TOPIC = "errors.deadletterqueue.topic.name";
    private static final String TOLERANCE = "errors.tolerance";

    private final List<SinkRecord> reported = new ArrayList<>();
    private final List<CompletableFuture<Void>> reports = new ArrayList<>();
    private final FakeSinkTaskContext context = new FakeSinkTaskContext();
    private final ScriptedSink sink = new ScriptedSink().failing("1", new IllegalStateException("disk full"));
    private final Map<String, String> settings = new HashMap<>(RegisteredPipeline.settings(
            into(sink), "npipeline.dead.letter.destination", "connect", TOPIC, "orders-errors", TOLERANCE, "all"));
    private final NPipelineSinkTask task = new NPipelineSinkTask(config -> partitions -> Map.of());

    @AfterEach
    void stop() {
        task.stop();
    }

    private void start() {
        task.initialize(context);
        task.start(settings);
        context.assign(List.of(P0));
        task.open(List.of(P0));
    }

    private void startReporting() {
        context.reporting((sinkRecord, error) -> {
            reported.add(sinkRecord);
            reports.add(new CompletableFuture<>());
            return reports.get(reports.size() - 1);
        });
        start();
    }

    private long committed() {
        return Objects.requireNonNull(
                        task.preCommit(Map.of(P0, new OffsetAndMetadata(3))).get(P0))
                .offset();
    }

    private void idleUntilReported(int count) {
        eventually(() -> {
            task.put(List.of());
            assertThat(reported).hasSize(count);
        });
    }

    @Test
    void theOffsetIsCommittedOnceTheReportIsDone() {
        startReporting();
        SinkRecord[] records = records(P0, 0, 1, 2);
        task.put(List.of(records));
        idleUntilReported(1);
        eventually(() -> assertThat(committed()).isEqualTo(1));
        eventually(() -> assertThat(sink.written()).hasSize(2));
        assertThat(reported.get(0)).isSameAs(records[1]);
        eventually(() -> assertThat(committed()).isEqualTo(1));

        reports.get(0).complete(null);

        eventually(() -> assertThat(committed()).isEqualTo(3));
    }

    @Test
    void aReportThatFailsPausesThePartitionsAndIsMadeAgain() {
        startReporting();
        task.put(List.of(records(P0, 0, 1, 2)));
        idleUntilReported(1);
        reports.get(0).completeExceptionally(new ConnectException("no broker answers"));
        eventually(() -> {
            task.put(List.of());
            assertThat(context.paused()).containsExactly(P0);
        });

        idleUntilReported(2);
        reports.get(1).complete(null);

        eventually(() -> {
            task.put(List.of());
            assertThat(context.paused()).isEmpty();
            assertThat(committed()).isEqualTo(3);
        });
    }

    @Test
    void aReportThatIsNotDoneInTimeFailsTheTask() {
        settings.put("npipeline.dead.letter.timeout.ms", "1");
        startReporting();
        task.put(List.of(records(P0, 1)));

        eventually(() -> assertThatThrownBy(() -> task.put(List.of()))
                .hasMessage(
                        "Node \"store\" failed on topic orders, partition 0, offset 1 at attempt 1 and its dead letter "
                                + "could not be stored within 1 ms: its destination does not answer"));
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void aDrainReportsWhatFails() {
        settings.put("npipeline.drain.timeout.ms", "600000");
        context.reporting((sinkRecord, error) -> CompletableFuture.completedFuture(null));
        start();
        task.put(List.of(records(P0, 0, 1, 2)));

        assertThat(committed()).isEqualTo(3);
    }

    @Test
    void withoutAReporterTheTaskDoesNotStart() {
        assertThatThrownBy(this::start)
                .hasMessage(
                        "Invalid value connect for configuration npipeline.dead.letter.destination: the worker gives this "
                                + "task no reporter for records; it does where errors.deadletterqueue.topic.name is set");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                TOPIC + " | null | '' | must be set when npipeline.dead.letter.destination is connect",
                TOLERANCE
                        + " | null | none | must be all when npipeline.dead.letter.destination is connect: the worker "
                        + "reports no record otherwise. Records that it cannot convert then go to the same topic",
                TOLERANCE
                        + " | none | none | must be all when npipeline.dead.letter.destination is connect: the worker "
                        + "reports no record otherwise. Records that it cannot convert then go to the same topic",
            })
    void theWorkersKeysMustFit(String key, String value, String shown, String rule) {
        settings.put(key, value);

        ValidationOf.settings(new NPipelineSinkConnector(), settings)
                .isRefused(key, "Invalid value " + shown + " for configuration " + key + ": " + rule);
    }
}

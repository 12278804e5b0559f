package io.npipeline.kafka.connect.sink;

import static io.npipeline.kafka.connect.sink.RegisteredPipeline.into;
import static io.npipeline.kafka.connect.sink.SinkWorker.P0;
import static io.npipeline.kafka.connect.sink.SinkWorker.P1;
import static io.npipeline.kafka.connect.sink.SinkWorker.eventually;
import static io.npipeline.kafka.connect.sink.SinkWorker.record;
import static io.npipeline.kafka.connect.sink.SinkWorker.records;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.DeadLetterRoute;
import io.npipeline.testing.RecordedEvents;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a task shows of itself while its thread does something else, or nothing. */
class SinkTaskMetricsTest {

    private static final TopicPartition OTHER = new TopicPartition("others", 0);
    private static final TopicPartition NOT_OPEN = new TopicPartition("others", 1);

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final ScriptedSink sink = new ScriptedSink().holding("1", "2", "3");
    private final Map<String, String> settings = RegisteredPipeline.settings(
            into(sink), "npipeline.max.in.flight.records", "3", "npipeline.commit.interval.ms", "100");

    private String name(String type, String tags) {
        return "io.npipeline:type=" + type + ",connector=" + settings.get("name") + ",task=0" + tags;
    }

    private Map<String, Object> values(String name) throws JMException {
        ObjectName bean = new ObjectName(name);
        Map<String, Object> values = new TreeMap<>();
        try {
            for (var attribute : server.getMBeanInfo(bean).getAttributes()) {
                values.put(attribute.getName(), server.getAttribute(bean, attribute.getName()));
            }
        } catch (InstanceNotFoundException e) {
            return Map.of();
        }
        return values;
    }

    private Map<String, Object> task() throws JMException {
        return values(name("task-metrics", ""));
    }

    private long age() throws JMException {
        return (long) Objects.requireNonNull(task().get("oldest-unsettled-age-ms"));
    }

    private Map<String, Object> partition(TopicPartition partition) throws JMException {
        return values(name("partition-metrics", ",topic=orders,partition=" + partition.partition()));
    }

    @Test
    void aStuckRecordIsShownWithoutTheTaskThread() throws JMException {
        try (SinkWorker worker = SinkWorker.running(settings).assign(P0, P1)) {
            assertThat(task())
                    .containsEntry("records-in-flight", 0L)
                    .containsEntry("frontier-record", "")
                    .containsEntry("oldest-unsettled-age-ms", 0L)
                    .containsEntry("lag", -1L);
            assertThat(partition(P0)).containsEntry("frontier-offset", -1L).containsEntry("lag", -1L);

            worker.put(records(P0, 0, 1, 2, 3));

            // The task thread, which is this one, does nothing meanwhile.
            eventually(() -> assertThat(task())
                    .containsEntry("records-in-total", 4L)
                    .containsEntry("records-settled-total", 1L)
                    .containsEntry("records-in-flight", 3L)
                    .containsEntry("frontier-record", "orders-0-1")
                    .containsEntry("paused", 1L));
            assertThat(partition(P0)).containsEntry("frontier-offset", 1L).containsEntry("records-in-flight", 3L);
            long age = age();
            eventually(() -> assertThat(age()).isGreaterThan(age));
            assertThat(partition(P1))
                    .containsEntry("records-in-flight", 0L)
                    .containsEntry("oldest-unsettled-age-ms", 0L);

            sink.letGo("2");
            sink.letGo("1");
            eventually(() -> assertThat(task())
                    .containsEntry("frontier-record", "orders-0-3")
                    .containsEntry("records-in-flight", 1L)
                    .containsEntry("paused", 1L));
            assertThat(partition(P0)).containsEntry("frontier-offset", 3L);
            worker.put();
            assertThat(task()).containsEntry("paused", 0L);
            sink.letGo("3");
            eventually(() -> assertThat(task())
                    .containsEntry("records-settled-total", 4L)
                    .containsEntry("frontier-record", "")
                    .containsEntry("oldest-unsettled-age-ms", 0L)
                    .containsEntry("bytes-in-flight", 0L));
            assertThat(partition(P0)).containsEntry("frontier-offset", 4L);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void ofSeveralPartitionsTheRecordIsShownThatWaitsForLongest(int first) throws JMException {
        TopicPartition longer = new TopicPartition("orders", first);
        TopicPartition shorter = new TopicPartition("orders", 1 - first);
        try (SinkWorker worker = SinkWorker.running(settings).assign(P0, P1)) {
            worker.put(records(longer, 1));
            worker.put(records(shorter, 3));
            assertThat(task()).containsEntry("frontier-record", longer + "-1");

            sink.letGo("1");
            eventually(() -> assertThat(task()).containsEntry("frontier-record", shorter + "-3"));
            sink.letGo("3");
        }
    }

    @Test
    void theFrontierFollowsWhatTheWorkerSaysAtCommits() throws JMException {
        try (SinkWorker worker = SinkWorker.running(settings).assign(P0)) {
            worker.commit();
            assertThat(partition(P0)).containsEntry("frontier-offset", 0L);
            worker.consumeSilently(P0, 5);
            worker.commit();
            eventually(() -> assertThat(partition(P0)).containsEntry("frontier-offset", 5L));

            worker.put(records(P0, 7));
            eventually(() -> assertThat(partition(P0)).containsEntry("frontier-offset", 8L));
            // Those that go back are another log's.
            worker.put(records(P0, 0));
            eventually(() -> assertThat(partition(P0)).containsEntry("frontier-offset", 1L));
        }
    }

    @Test
    void commitsThatWereAskedForAndDrainsAreCounted() throws JMException {
        settings.put("npipeline.drain.timeout.ms", "50");
        try (SinkWorker worker = SinkWorker.running(settings).assign(P0)) {
            assertThat(task()).containsEntry("commit-requested-total", 0L).containsEntry("drain-time-max-ms", 0L);
            worker.put(records(P0, 0));
            worker.idleUntil(
                    () -> assertThat(worker.context().isCommitRequested()).isTrue());
            assertThat(task()).containsEntry("commit-requested-total", 1L).containsEntry("drain-time-max-ms", 0L);

            worker.put(records(P0, 1));
            worker.revoke(P0);
            assertThat((long) Objects.requireNonNull(task().get("drain-time-max-ms")))
                    .isGreaterThanOrEqualTo(50);
            sink.letGo("1");
        }
    }

    @Test
    void partitionsAreShownWhileTheTaskHasThem() throws JMException {
        SinkWorker worker = SinkWorker.running(settings).assign(P0, P1);
        worker.put(records(P1, 1));
        eventually(() -> assertThat(partition(P1)).containsEntry("records-in-flight", 1L));

        worker.revoke(P1);
        assertThat(partition(P1)).isEmpty();
        assertThat(partition(P0)).isNotEmpty();
        assertThat(task()).containsEntry("frontier-record", "");

        sink.letGo("1");
        worker.assign(P1);
        assertThat(partition(P1)).containsEntry("records-in-flight", 0L);
        worker.stop();
        assertThat(shown()).isEmpty();
    }

    private List<String> events() {
        return RecordedEvents.of(settings);
    }

    @Test
    void recordsAreToldOfByPutAndTopic() {
        List<String> told = events();
        try (SinkWorker worker = SinkWorker.running(settings).assign(P0, P1, OTHER)) {
            worker.put(records(P0, 10, 11));
            worker.put(record(P0, 12, "12"), record(OTHER, 5, "5"), record(P1, 20, "20"), record(P0, 13, "13"));
            worker.put();
            worker.put(record(NOT_OPEN, 1, "x"));

            assertThat(told)
                    .filteredOn(event -> event.startsWith("consumed"))
                    .containsExactlyInAnyOrder("consumed 2 of orders", "consumed 3 of orders", "consumed 1 of others");
        }
    }

    /** A task with a record whose dead letter is to be stored. */
    private StartedSinkTask deadLettering(ScriptedDeadLetters letters) {
        settings.putAll(Map.of(
                "npipeline.dead.letter.destination", "kafka",
                "npipeline.dead.letter.topic", "orders-dead",
                "npipeline.drain.timeout.ms", "50",
                "npipeline.metrics.lag.interval.ms", "0",
                "npipeline.kafka.bootstrap.servers", "not.used:9092"));
        sink.failing("7", new IllegalStateException("no"));
        FakeSinkTaskContext context = new FakeSinkTaskContext();
        context.assign(List.of(P0));
        StartedSinkTask task = SinkTaskStart.start(
                new NPipelineSinkConnectorConfig(settings),
                context,
                config -> new DeadLetterRoute.ToSink(letters),
                config -> partitions -> Map.of());
        task.open(List.of(P0));
        task.put(List.of(records(P0, 7)));
        return task;
    }

    @Test
    void deadLettersAreWhatASinkTaskProduces() {
        List<String> told = events();
        ScriptedDeadLetters letters = new ScriptedDeadLetters();
        letters.down(true);
        try (StartedSinkTask unused = deadLettering(letters)) {
            eventually(() -> assertThat(told).contains("could not produce to orders-dead: no broker answers"));
            assertThat(told).doesNotContain("produced 1 to orders-dead");
            letters.down(false);
            eventually(() ->
                    assertThat(told).containsOnlyOnce("produced 1 to orders-dead", "timed a record of orders-dead"));
        }
        assertThat(letters.isClosed()).isTrue();
    }

    @Test
    void ofLettersThatGetDurableAtTheEndItIsToldBeforeTheMetricsAreClosed() {
        List<String> told = events();
        ScriptedDeadLetters letters = new ScriptedDeadLetters();
        letters.lazy();
        try (StartedSinkTask unused = deadLettering(letters)) {
            eventually(() -> assertThat(letters.inFlight()).isEqualTo(1));
        }
        assertThat(told).contains("produced 1 to orders-dead").last().isEqualTo("close metrics");
    }

    private Set<String> shown() {
        try {
            return server
                    .queryNames(new ObjectName("io.npipeline:connector=" + settings.get("name") + ",*"), null)
                    .stream()
                    .map(ObjectName::toString)
                    .collect(Collectors.toSet());
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}

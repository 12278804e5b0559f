package io.npipeline.integration;

import static io.npipeline.integration.MeasuredConnector.LETTERS;
import static io.npipeline.integration.MeasuredConnector.MAX_IN_FLIGHT;
import static io.npipeline.integration.MeasuredConnector.NAME;
import static io.npipeline.integration.MeasuredConnector.latency;
import static io.npipeline.integration.MeasuredConnector.number;
import static io.npipeline.integration.pipelines.MeasuredPipeline.DEAD;
import static io.npipeline.integration.pipelines.MeasuredPipeline.HANG;
import static io.npipeline.integration.pipelines.MeasuredPipeline.HELD;
import static io.npipeline.integration.pipelines.MeasuredPipeline.SKIP;
import static io.npipeline.integration.pipelines.MeasuredPipeline.TWICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.WorkerJmx;
import io.npipeline.integration.pipelines.MeasuredPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What a task of a sink connector says of itself over JMX, compared with what was sent, with what its nodes wrote to files and
 * with what brokers say: idle, and with each thing going wrong in turn. The tests follow each other on one connector.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MetricsIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final TopicPartition P0 = new TopicPartition(NAME, 0);
    private static final TopicPartition P1 = new TopicPartition(NAME, 1);
    private static final TopicPartition P2 = new TopicPartition(NAME, 2);

    /** A time that two clocks, and marks that stand for several records, may differ by. */
    private static final long SLACK_MS = 60;

    private static ConnectEnvironment environment;
    private static WorkerJmx jmx;
    private static MeasuredConnector measured;

    @BeforeAll
    static void start() throws IOException {
        int port = WorkerJmx.freePort();
        environment = ConnectEnvironment.start(MetricsIT.class, usual -> WorkerJmx.shownAt(port)
                .apply(usual.withProperty("offset.flush.interval.ms", "2000")));
        jmx = WorkerJmx.connect(port);
        measured = new MeasuredConnector(environment, jmx);
        environment.topics().create(NAME, 3);
    }

    @AfterAll
    static void stop() {
        jmx.close();
        environment.close();
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).untilAsserted(assertion);
    }

    @Test
    @Order(1)
    void idleValuesAreWhatWasSentAndWhatBecameOfIt() throws IOException {
        measured.sendMany(P0, "plain", 100);
        measured.sendMany(P1, "other", 60);
        measured.sendMany(P0, SKIP, 10);
        measured.sendMany(P1, DEAD, 5);
        measured.sendMany(P0, TWICE, 4);

        environment.connect().put(NAME, measured.config(1));

        eventually(measured::assertIdle);
        assertThat(measured.lines("check-failures")).isEqualTo(10 + 5 + 4);
        assertThat(jmx.names("io.npipeline:*")).hasSize(1 + 3 + 3);
        for (String node : List.of("texts", "check", "store")) {
            assertThat(measured.node(node)).hasSize(11);
        }
        Map<String, Object> store = measured.node("store");
        assertThat(latency(store, "latency-max-ms")).isGreaterThanOrEqualTo(latency(store, "latency-p99-ms"));
        assertThat(latency(store, "latency-p50-ms")).isPositive();
    }

    @Test
    @Order(2)
    void theWorkersOwnReportersGetTheSame() {
        String common = "kafka.connect:type=plugins,connector=" + NAME + ",task=0,group=";

        assertThat(jmx.values(common + "task-metrics"))
                .containsEntry("records-in-total", (long) measured.sentRecords())
                .hasSameSizeAs(measured.task());
        assertThat(jmx.values(common + "node-metrics,node=store"))
                .containsEntry("in-total", measured.sentRecords() - measured.sent(SKIP) - measured.sent(DEAD));
        assertThat(jmx.values(common + "partition-metrics,topic=" + NAME + ",partition=0"))
                .containsEntry("frontier-offset", measured.end(P0));
    }

    @Test
    @Order(3)
    void aClassOfTheUsersIsToldOfEvents() throws IOException {
        List<String> events = measured.events();

        assertThat(events.get(0)).isEqualTo("open\t" + NAME + "\t0");
        assertThat(sum(events, "consumed\t" + NAME + "\t")).isEqualTo(measured.sentRecords());
        assertThat(sum(events, "produced\t" + LETTERS + "\t")).isEqualTo(measured.sent(DEAD));
        assertThat(events.stream().filter(event -> event.startsWith("produce-latency\t" + LETTERS)))
                .hasSize((int) measured.sent(DEAD));
    }

    private static long sum(List<String> events, String prefix) {
        return events.stream()
                .filter(event -> event.startsWith(prefix))
                .mapToLong(event -> Long.parseLong(event.substring(prefix.length())))
                .sum();
    }

    /** What docs/metrics.md leaves to MBeans of the worker for a sink connector. */
    @Test
    @Order(3)
    void theWorkersMBeansThatThePageNamesAreThere() throws IOException {
        List<MetricsPage.WorkerMetric> named = MetricsPage.read().workerMetrics(MetricsPage.Side.SINK);

        assertThat(named).hasSizeGreaterThanOrEqualTo(4).allSatisfy(metric -> assertThat(
                        jmx.attributes(metric.mbean(NAME, 0)))
                .as(metric.toString())
                .contains(metric.attribute()));
    }

    @Test
    @Order(4)
    void aKeyThatIsRetriedIsSeenWhereItStands() throws IOException {
        Path held = measured.cause("held");
        long offset = measured.end(P0);
        long beforeSend = System.nanoTime();
        measured.send(P0, "h", HELD);
        for (String body : List.of("behind-1", "behind-2", "behind-3")) {
            measured.send(P0, "h", body);
        }
        measured.sendMany(P0, "beside", 5);
        measured.sendMany(P1, "elsewhere", 2);

        eventually(() -> {
            assertThat(measured.task())
                    .containsEntry("records-in-total", (long) measured.sentRecords())
                    .containsEntry("records-in-flight", 4L)
                    .containsEntry("parked-keys", 1L)
                    .containsEntry("parked-records", 4L)
                    .containsEntry("frontier-record", NAME + "-0-" + offset)
                    .containsEntry("lag", 9L)
                    .containsEntry("paused", 0L)
                    .containsEntry("intake-blocked", 0L);
            assertThat(measured.partition(P0))
                    .containsEntry("frontier-offset", offset)
                    .containsEntry("end-offset", offset + 9)
                    .containsEntry("lag", 9L)
                    .containsEntry("records-in-flight", 4L);
            assertThat(environment.topics().committed(NAME)).containsEntry(P0, offset);
        });
        long seen = System.nanoTime();
        assertThat(measured.partition(P1))
                .containsEntry("lag", 0L)
                .containsEntry("records-in-flight", 0L)
                .containsEntry("oldest-unsettled-age-ms", 0L);
        long retried = number(measured.node("check"), "retried-total");
        eventually(() ->
                assertThat(number(measured.node("check"), "retried-total")).isGreaterThan(retried + 3));
        long beforeLook = System.nanoTime();
        long ofTask = number(measured.task(), "oldest-unsettled-age-ms");
        long ofPartition = number(measured.partition(P0), "oldest-unsettled-age-ms");
        long mostMs = (System.nanoTime() - beforeSend) / 1_000_000 + SLACK_MS;
        assertThat(List.of(ofTask, ofPartition))
                .allSatisfy(age -> assertThat(age).isBetween((beforeLook - seen) / 1_000_000, mostMs));

        Files.delete(held);
        eventually(measured::assertIdle);
    }

    @Test
    @Order(5)
    void aSinkThatHangsFillsTheTaskAndPausesIt() throws IOException {
        Path hang = measured.cause("hang");
        long offset = measured.end(P1);
        measured.sendMany(P1, HANG, 3 * MAX_IN_FLIGHT);

        eventually(() -> {
            Map<String, Object> task = measured.task();
            assertThat(task)
                    .containsEntry("paused", 1L)
                    .containsEntry("intake-blocked", 0L)
                    .containsEntry("parked-keys", 0L)
                    .containsEntry("frontier-record", NAME + "-1-" + offset)
                    .containsEntry("lag", 3L * MAX_IN_FLIGHT);
            assertThat(number(task, "records-in-flight"))
                    .isGreaterThanOrEqualTo(MAX_IN_FLIGHT)
                    .isEqualTo(number(task, "records-in-total") - number(task, "records-settled-total"))
                    .isEqualTo(number(measured.partition(P1), "records-in-flight"));
            assertThat(number(task, "bytes-in-flight")).isPositive();
        });
        long first = number(measured.task(), "oldest-unsettled-age-ms");
        eventually(() ->
                assertThat(number(measured.task(), "oldest-unsettled-age-ms")).isGreaterThan(first));

        Files.delete(hang);
        eventually(measured::assertIdle);
    }

    @Test
    @Order(6)
    void anOpenCircuitIsShownAtItsNodeAndBlocksTheIntake() throws IOException {
        Path broken = measured.cause("broken");
        measured.sendMany(P0, "refused", 20);

        eventually(() -> {
            assertThat(measured.node("store")).containsEntry("circuit-open", 1L);
            assertThat(measured.node("check")).containsEntry("circuit-open", 0L);
            assertThat(measured.task()).containsEntry("intake-blocked", 1L).containsEntry("paused", 1L);
        });
        assertThat(measured.lines("store-failures")).isGreaterThanOrEqualTo(MeasuredPipeline.CALLS_OF_CIRCUIT);

        Files.delete(broken);
        eventually(measured::assertIdle);
    }

    /** The consumer of the connector reads committed records only. */
    @Test
    @Order(7)
    void recordsOfAnOpenTransactionAreNoLag() throws IOException {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                environment.broker().bootstrapServers(),
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                NAME);
        try (Producer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                sent.add(producer.send(new ProducerRecord<>(NAME, P2.partition(), "k", "open-" + i)));
            }
            producer.flush();
            assertThat(sent).allMatch(Future::isDone);
            assertThat(environment.topics().ends(NAME)).containsEntry(P2, 3L);
            long looks = measured.looks(P2);
            eventually(() -> assertThat(measured.looks(P2)).isGreaterThan(looks + 1));
            assertThat(measured.partition(P2)).containsEntry("end-offset", 0L).containsEntry("lag", 0L);

            producer.commitTransaction();
        }
        eventually(() -> assertThat(environment.topics().ends(NAME)).containsEntry(P2, 4L));
        eventually(() -> assertThat(measured.partition(P2))
                .as("the worker tells of records, not of the marker behind them")
                .containsEntry("frontier-offset", 3L)
                .containsEntry("end-offset", 4L)
                .containsEntry("lag", 1L));
        eventually(() -> assertThat(
                        jmx.values("kafka.consumer:type=consumer-fetch-manager-metrics,client-id=connector-consumer-"
                                + NAME + "-0,topic=" + NAME + ",partition=2"))
                .as("the consumer is past it")
                .containsEntry("records-lag", 0.0));
        // One more behind the marker.
        environment.topics().sendAll(List.of(new ProducerRecord<>(NAME, P2.partition(), "k", "last")));
        eventually(() -> assertThat(measured.partition(P2))
                .containsEntry("frontier-offset", 5L)
                .containsEntry("end-offset", 5L)
                .containsEntry("lag", 0L));
    }

    @Test
    @Order(8)
    void partitionsMoveToAnotherTaskAndTheirValuesWithThem() {
        environment.connect().put(NAME, measured.config(2));

        eventually(() -> {
            Set<String> partitions = jmx.names("io.npipeline:type=partition-metrics,connector=" + NAME + ",*");
            assertThat(partitions).hasSize(3);
            assertThat(partitions.stream()
                            .map(name -> name.replaceAll(".*,task=(\\d+),.*", "$1"))
                            .collect(Collectors.toSet()))
                    .containsExactlyInAnyOrder("0", "1");
            assertThat(Stream.of(P0, P1, P2).map(partition -> partitions.stream()
                            .filter(name -> name.contains("partition=" + partition.partition()))
                            .count()))
                    .containsExactly(1L, 1L, 1L);
            assertThat(partitions)
                    .allSatisfy(name -> assertThat(jmx.values(name)).containsEntry("lag", 0L));
        });
        assertThat(jmx.names("io.npipeline:type=node-metrics,connector=" + NAME + ",*"))
                .hasSize(2 * 3);
    }

    @Test
    @Order(9)
    void nothingIsLeftOfAConnectorThatIsDeleted() throws IOException {
        environment.connect().delete(NAME);

        eventually(() -> {
            assertThat(jmx.names("io.npipeline:*")).isEmpty();
            assertThat(jmx.names("kafka.connect:type=plugins,connector=" + NAME + ",*"))
                    .isEmpty();
        });
        assertThat(measured.events()).contains("close");
    }
}

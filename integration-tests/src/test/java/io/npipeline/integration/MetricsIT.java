package io.npipeline.integration;

import static io.npipeline.integration.pipelines.MeasuredPipeline.DEAD;
import static io.npipeline.integration.pipelines.MeasuredPipeline.HANG;
import static io.npipeline.integration.pipelines.MeasuredPipeline.HELD;
import static io.npipeline.integration.pipelines.MeasuredPipeline.SKIP;
import static io.npipeline.integration.pipelines.MeasuredPipeline.TWICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.ConnectorConfigs;
import io.npipeline.integration.environment.WorkerJmx;
import io.npipeline.integration.pipelines.EventFile;
import io.npipeline.integration.pipelines.MeasuredPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.jspecify.annotations.Nullable;
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
    private static final String NAME = "measured";
    private static final String LETTERS = "measured-dead";
    private static final TopicPartition P0 = new TopicPartition(NAME, 0);
    private static final TopicPartition P1 = new TopicPartition(NAME, 1);
    private static final TopicPartition P2 = new TopicPartition(NAME, 2);
    private static final int MAX_IN_FLIGHT = 40;

    /** A time that two clocks, and marks that stand for several records, may differ by. */
    private static final long SLACK_MS = 60;

    private static final List<ProducerRecord<@Nullable String, @Nullable String>> SENT = new ArrayList<>();
    private static ConnectEnvironment environment;
    private static WorkerJmx jmx;
    private static Path folder;

    @BeforeAll
    static void start() throws IOException {
        int port = WorkerJmx.freePort();
        environment = ConnectEnvironment.start(MetricsIT.class, usual -> WorkerJmx.shownAt(port)
                .apply(usual.withProperty("offset.flush.interval.ms", "2000")));
        jmx = WorkerJmx.connect(port);
        folder = Files.createDirectories(environment.file("folder"));
        environment.topics().create(NAME, 3);
    }

    @AfterAll
    static void stop() {
        jmx.close();
        environment.close();
    }

    private static Map<String, String> config(int tasks) {
        Map<String, String> config = ConnectorConfigs.sink(MeasuredPipeline.class, NAME);
        config.put("tasks.max", Integer.toString(tasks));
        config.put("npipeline.pipeline.param.folder", folder.toString());
        config.put("npipeline.metrics.class", EventFile.class.getName());
        config.put("npipeline.metrics.lag.interval.ms", "200");
        config.put("npipeline.commit.interval.ms", "200");
        config.put("npipeline.max.in.flight.records", Integer.toString(MAX_IN_FLIGHT));
        config.put("consumer.override.isolation.level", "read_committed");
        config.put("npipeline.kafka.bootstrap.servers", environment.broker().bootstrapServers());
        config.put("npipeline.dead.letter.destination", "kafka");
        config.put("npipeline.dead.letter.topic", LETTERS);
        config.put("npipeline.drain.timeout.ms", "500");
        return config;
    }

    private static void send(TopicPartition partition, String key, String body) {
        ProducerRecord<@Nullable String, @Nullable String> record =
                new ProducerRecord<>(partition.topic(), partition.partition(), key, body);
        environment.topics().sendAll(List.of(record));
        SENT.add(record);
    }

    private static void sendMany(TopicPartition partition, String prefix, int count) {
        List<ProducerRecord<@Nullable String, @Nullable String>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(new ProducerRecord<>(
                    partition.topic(), partition.partition(), prefix + "-key-" + i, prefix + "-" + i));
        }
        environment.topics().sendAll(records);
        SENT.addAll(records);
    }

    private static Map<String, Object> task() {
        return jmx.values("io.npipeline:type=task-metrics,connector=" + NAME + ",task=0");
    }

    private static Map<String, Object> node(String node) {
        return jmx.values("io.npipeline:type=node-metrics,connector=" + NAME + ",task=0,node=" + node);
    }

    private static Map<String, Object> partition(TopicPartition partition) {
        return jmx.values("io.npipeline:type=partition-metrics,connector=" + NAME + ",task=0,topic=" + partition.topic()
                + ",partition=" + partition.partition());
    }

    private static long number(Map<String, Object> values, String metric) {
        return (long) Objects.requireNonNull(values.get(metric));
    }

    private static double latency(Map<String, Object> values, String metric) {
        return (double) Objects.requireNonNull(values.get(metric));
    }

    private static long end(TopicPartition partition) {
        return Objects.requireNonNull(
                environment.topics().ends(partition.topic()).get(partition));
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).untilAsserted(assertion);
    }

    private static long lines(String file) throws IOException {
        Path path = folder.resolve(file);
        return Files.exists(path) ? Files.readAllLines(path).size() : 0;
    }

    /** How many records were sent whose bodies begin so. */
    private static long sent(String prefix) {
        return SENT.stream()
                .filter(record -> String.valueOf(record.value()).startsWith(prefix))
                .count();
    }

    /** All that was sent is done: every value is known, whatever went before. */
    private static void assertIdle() throws IOException {
        Map<TopicPartition, Long> ends = environment.topics().ends(NAME);
        assertThat(ends.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(SENT.size());
        long checkFailures = lines("check-failures");
        long storeFailures = lines("store-failures");
        long delivered = SENT.size() - sent(SKIP) - sent(DEAD);
        assertThat(lines("effects")).isEqualTo(delivered);
        assertThat(environment.topics().count(LETTERS)).isEqualTo(sent(DEAD));

        Map<String, Object> task = task();
        assertThat(task)
                .containsEntry("records-in-total", (long) SENT.size())
                .containsEntry("records-settled-total", (long) SENT.size())
                .containsEntry("records-in-flight", 0L)
                .containsEntry("bytes-in-flight", 0L)
                .containsEntry("retried-total", checkFailures + storeFailures - sent(SKIP) - sent(DEAD))
                .containsEntry("skipped-total", sent(SKIP))
                .containsEntry("dead-lettered-total", sent(DEAD))
                .containsEntry("crowded-total", 0L)
                .containsEntry("tap-failed-total", 0L)
                .containsEntry("parked-keys", 0L)
                .containsEntry("parked-records", 0L)
                .containsEntry("intake-blocked", 0L)
                .containsEntry("paused", 0L)
                .containsEntry("oldest-unsettled-age-ms", 0L)
                .containsEntry("frontier-record", "")
                .containsEntry("lag", 0L);
        assertThat(number(task, "commit-requested-total")).isPositive();
        assertThat(node("texts")).containsEntry("in-total", (long) SENT.size()).containsEntry("failed-total", 0L);
        assertThat(node("check"))
                .containsEntry("in-total", (long) SENT.size())
                .containsEntry("out-total", delivered)
                .containsEntry("failed-total", checkFailures)
                .containsEntry("retried-total", checkFailures - sent(SKIP) - sent(DEAD))
                .containsEntry("skipped-total", sent(SKIP))
                .containsEntry("dead-lettered-total", sent(DEAD))
                .containsEntry("circuit-open", 0L);
        assertThat(node("store"))
                .containsEntry("in-total", delivered)
                .containsEntry("out-total", delivered)
                .containsEntry("failed-total", storeFailures)
                .containsEntry("retried-total", storeFailures)
                .containsEntry("skipped-total", 0L)
                .containsEntry("dead-lettered-total", 0L)
                .containsEntry("circuit-open", 0L);
        Map<TopicPartition, Long> committed = environment.topics().committed(NAME);
        ends.forEach((partition, end) -> assertThat(partition(partition))
                .containsEntry("frontier-offset", end)
                .containsEntry("end-offset", end)
                .containsEntry("lag", 0L)
                .containsEntry("records-in-flight", 0L)
                .containsEntry("oldest-unsettled-age-ms", 0L)
                .satisfies(values ->
                        assertThat(committed.getOrDefault(partition, end)).isEqualTo(values.get("frontier-offset"))));
        assertThat(Files.readAllLines(folder.resolve("events")))
                .contains("lag\t" + NAME + "\t0\t0", "lag\t" + NAME + "\t1\t0", "lag\t" + NAME + "\t2\t0");
    }

    @Test
    @Order(1)
    void idleValuesAreWhatWasSentAndWhatBecameOfIt() throws IOException {
        sendMany(P0, "plain", 100);
        sendMany(P1, "other", 60);
        sendMany(P0, SKIP, 10);
        sendMany(P1, DEAD, 5);
        sendMany(P0, TWICE, 4);

        environment.connect().put(NAME, config(1));

        eventually(MetricsIT::assertIdle);
        assertThat(lines("check-failures")).isEqualTo(10 + 5 + 4);
        assertThat(jmx.names("io.npipeline:*")).hasSize(1 + 3 + 3);
        for (String node : List.of("texts", "check", "store")) {
            assertThat(node(node)).hasSize(11);
        }
        Map<String, Object> store = node("store");
        assertThat(latency(store, "latency-max-ms")).isGreaterThanOrEqualTo(latency(store, "latency-p99-ms"));
        assertThat(latency(store, "latency-p50-ms")).isPositive();
    }

    @Test
    @Order(2)
    void theWorkersOwnReportersGetTheSame() {
        String common = "kafka.connect:type=plugins,connector=" + NAME + ",task=0,group=";

        assertThat(jmx.values(common + "task-metrics"))
                .containsEntry("records-in-total", (long) SENT.size())
                .hasSameSizeAs(task());
        assertThat(jmx.values(common + "node-metrics,node=store"))
                .containsEntry("in-total", SENT.size() - sent(SKIP) - sent(DEAD));
        assertThat(jmx.values(common + "partition-metrics,topic=" + NAME + ",partition=0"))
                .containsEntry("frontier-offset", end(P0));
    }

    @Test
    @Order(3)
    void aClassOfTheUsersIsToldOfEvents() throws IOException {
        List<String> events = Files.readAllLines(folder.resolve("events"));

        assertThat(events.get(0)).isEqualTo("open\t" + NAME + "\t0");
        assertThat(sum(events, "consumed\t" + NAME + "\t")).isEqualTo(SENT.size());
        assertThat(sum(events, "produced\t" + LETTERS + "\t")).isEqualTo(sent(DEAD));
        assertThat(events.stream().filter(event -> event.startsWith("produce-latency\t" + LETTERS)))
                .hasSize((int) sent(DEAD));
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
        Path held = Files.createFile(folder.resolve("held"));
        long offset = end(P0);
        long beforeSend = System.nanoTime();
        send(P0, "h", HELD);
        for (String body : List.of("behind-1", "behind-2", "behind-3")) {
            send(P0, "h", body);
        }
        sendMany(P0, "beside", 5);
        sendMany(P1, "elsewhere", 2);

        eventually(() -> {
            assertThat(task())
                    .containsEntry("records-in-total", (long) SENT.size())
                    .containsEntry("records-in-flight", 4L)
                    .containsEntry("parked-keys", 1L)
                    .containsEntry("parked-records", 4L)
                    .containsEntry("frontier-record", NAME + "-0-" + offset)
                    .containsEntry("lag", 9L)
                    .containsEntry("paused", 0L)
                    .containsEntry("intake-blocked", 0L);
            assertThat(partition(P0))
                    .containsEntry("frontier-offset", offset)
                    .containsEntry("end-offset", offset + 9)
                    .containsEntry("lag", 9L)
                    .containsEntry("records-in-flight", 4L);
            assertThat(environment.topics().committed(NAME)).containsEntry(P0, offset);
        });
        long seen = System.nanoTime();
        assertThat(partition(P1))
                .containsEntry("lag", 0L)
                .containsEntry("records-in-flight", 0L)
                .containsEntry("oldest-unsettled-age-ms", 0L);
        long retried = number(node("check"), "retried-total");
        eventually(() -> assertThat(number(node("check"), "retried-total")).isGreaterThan(retried + 3));
        long beforeLook = System.nanoTime();
        long ofTask = number(task(), "oldest-unsettled-age-ms");
        long ofPartition = number(partition(P0), "oldest-unsettled-age-ms");
        long mostMs = (System.nanoTime() - beforeSend) / 1_000_000 + SLACK_MS;
        assertThat(List.of(ofTask, ofPartition))
                .allSatisfy(age -> assertThat(age).isBetween((beforeLook - seen) / 1_000_000, mostMs));

        Files.delete(held);
        eventually(MetricsIT::assertIdle);
    }

    @Test
    @Order(5)
    void aSinkThatHangsFillsTheTaskAndPausesIt() throws IOException {
        Path hang = Files.createFile(folder.resolve("hang"));
        long offset = end(P1);
        sendMany(P1, HANG, 3 * MAX_IN_FLIGHT);

        eventually(() -> {
            Map<String, Object> task = task();
            assertThat(task)
                    .containsEntry("paused", 1L)
                    .containsEntry("intake-blocked", 0L)
                    .containsEntry("parked-keys", 0L)
                    .containsEntry("frontier-record", NAME + "-1-" + offset)
                    .containsEntry("lag", 3L * MAX_IN_FLIGHT);
            assertThat(number(task, "records-in-flight"))
                    .isGreaterThanOrEqualTo(MAX_IN_FLIGHT)
                    .isEqualTo(number(task, "records-in-total") - number(task, "records-settled-total"))
                    .isEqualTo(number(partition(P1), "records-in-flight"));
            assertThat(number(task, "bytes-in-flight")).isPositive();
        });
        long first = number(task(), "oldest-unsettled-age-ms");
        eventually(() -> assertThat(number(task(), "oldest-unsettled-age-ms")).isGreaterThan(first));

        Files.delete(hang);
        eventually(MetricsIT::assertIdle);
    }

    @Test
    @Order(6)
    void anOpenCircuitIsShownAtItsNodeAndBlocksTheIntake() throws IOException {
        Path broken = Files.createFile(folder.resolve("broken"));
        sendMany(P0, "refused", 20);

        eventually(() -> {
            assertThat(node("store")).containsEntry("circuit-open", 1L);
            assertThat(node("check")).containsEntry("circuit-open", 0L);
            assertThat(task()).containsEntry("intake-blocked", 1L).containsEntry("paused", 1L);
        });
        assertThat(lines("store-failures")).isGreaterThanOrEqualTo(MeasuredPipeline.CALLS_OF_CIRCUIT);

        Files.delete(broken);
        eventually(MetricsIT::assertIdle);
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
            long looks = looks();
            eventually(() -> assertThat(looks()).isGreaterThan(looks + 1));
            assertThat(partition(P2)).containsEntry("end-offset", 0L).containsEntry("lag", 0L);

            producer.commitTransaction();
        }
        eventually(() -> assertThat(environment.topics().ends(NAME)).containsEntry(P2, 4L));
        // One more behind the transaction's marker, which would count as lag.
        environment.topics().sendAll(List.of(new ProducerRecord<>(NAME, P2.partition(), "k", "last")));
        eventually(() -> assertThat(partition(P2))
                .containsEntry("frontier-offset", 5L)
                .containsEntry("end-offset", 5L)
                .containsEntry("lag", 0L));
    }

    private static long looks() throws IOException {
        return Files.readAllLines(folder.resolve("events")).stream()
                .filter(event -> event.startsWith("lag\t" + NAME + "\t2\t"))
                .count();
    }

    @Test
    @Order(8)
    void partitionsMoveToAnotherTaskAndTheirValuesWithThem() {
        environment.connect().put(NAME, config(2));

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
        assertThat(Files.readAllLines(folder.resolve("events"))).contains("close");
    }
}

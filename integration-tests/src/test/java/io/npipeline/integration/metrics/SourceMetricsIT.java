package io.npipeline.integration.metrics;

import static io.npipeline.integration.metrics.MeteredConnectors.BEHIND;
import static io.npipeline.integration.metrics.MeteredConnectors.INGRESS;
import static io.npipeline.integration.metrics.MeteredConnectors.IN_TOPIC;
import static io.npipeline.integration.metrics.MeteredConnectors.NUMBERS_TOPIC;
import static io.npipeline.integration.metrics.MeteredConnectors.OUT_TOPIC;
import static io.npipeline.integration.metrics.MeteredConnectors.RELAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.npipeline.integration.MetricsPage;
import io.npipeline.integration.environment.EffectLines;
import io.npipeline.integration.environment.TaskReadings;
import io.npipeline.integration.pipelines.LimitedNumbersPipeline;
import io.npipeline.integration.pipelines.NumberedOutputsPipeline;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What tasks of source connectors show, compared with what they did: while nothing is left to do, while a record is stuck,
 * while a service is down. And what Prometheus makes of it with the rules that we deliver, against the names that the dashboard
 * and the alerts ask for.
 */
class SourceMetricsIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static MeteredWorker worker;
    private static MeteredConnectors connectors;

    @BeforeAll
    static void start() {
        worker = MeteredWorker.start(SourceMetricsIT.class);
        connectors = new MeteredConnectors(worker);
        connectors.start();
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    @Test
    void aRelayShowsWhatItDid() throws IOException {
        List<String> bodies = new ArrayList<>(Bodies.some());
        worker.environment().topics().sendAll(Bodies.records(bodies, IN_TOPIC, 0, 1));
        awaitDone(RELAY, bodies.size());
        assertRelay(bodies, 0);

        // A key is stuck, and holds up no other.
        worker.write("relay-gate", "");
        long stuckAt = end(0);
        List<String> stuck = Bodies.stuck();
        List<String> others = IntStream.range(0, 40).mapToObj(i -> "k9/" + i).toList();
        long sentAt = System.nanoTime();
        worker.environment().topics().sendAll(Bodies.records(stuck, IN_TOPIC, 0));
        worker.environment().topics().sendAll(Bodies.records(others, IN_TOPIC, 0, 1));
        bodies.addAll(others);
        await().atMost(LIMIT).until(() -> worker.task(RELAY).is("records-in-flight", 5L));
        await().atMost(LIMIT).until(() -> worker.task(RELAY).is("lag", end(0) - stuckAt));
        await().atMost(LIMIT).until(() -> worker.task(RELAY).is("outputs-waiting", 0L));
        Shown first = worker.task(RELAY);
        assertThat(first.values())
                .containsEntry("records-in-total", (long) bodies.size() + 5)
                .containsEntry("records-settled-total", (long) bodies.size())
                .containsEntry("bytes-in-flight", Bodies.bytes(stuck))
                .containsEntry("parked-keys", 1L)
                .containsEntry("parked-records", 5L)
                .containsEntry("frontier-record", IN_TOPIC + "-0-" + stuckAt)
                .containsEntry("intake-blocked", 0L)
                .containsEntry("outputs-waiting", 0L);
        assertThat(worker.partition(RELAY, "topic=in,partition=0").values())
                .containsEntry("frontier-offset", stuckAt)
                .containsEntry("end-offset", end(0))
                .containsEntry("lag", end(0) - stuckAt)
                .containsEntry("records-in-flight", 5L);
        assertThat(worker.partition(RELAY, "topic=in,partition=1").values())
                .containsEntry("frontier-offset", end(1))
                .containsEntry("end-offset", end(1))
                .containsEntry("lag", 0L)
                .containsEntry("records-in-flight", 0L)
                .containsEntry("oldest-unsettled-age-ms", 0L);
        long age = first.number("oldest-unsettled-age-ms");
        assertThat(age).isBetween(1L, sinceMs(sentAt));
        await().atMost(LIMIT).until(() -> worker.task(RELAY).number("oldest-unsettled-age-ms") > age + 500);
        await().atMost(LIMIT)
                .until(() -> worker.node(RELAY, "work").number("retried-total") > Bodies.flaky(bodies) + 3);

        worker.delete("relay-gate");
        bodies.addAll(stuck);
        awaitDone(RELAY, bodies.size());
        long retries = worker.task(RELAY).number("retried-total");
        assertRelay(bodies, retries - Bodies.flaky(bodies));
        assertEventsOfRelay(bodies.size());
        assertWorkersMBeans(RELAY, MetricsPage.Side.RELAY);
    }

    private static void assertEventsOfRelay(long consumed) {
        Events events = worker.events(RELAY);
        assertThat(events.sum("consumed", IN_TOPIC)).isEqualTo(consumed);
        for (String topic : List.of(OUT_TOPIC, NumberedOutputsPipeline.EVEN_TOPIC, "relay-dead")) {
            assertThat(events.sum("produced", topic)).isEqualTo(stored(topic)).isPositive();
            assertThat(events.sum("batch", topic)).isEqualTo(stored(topic));
        }
        assertThat(events.last("lag", IN_TOPIC)).isZero();
    }

    /** What the page leaves to the worker is there. */
    private static void assertWorkersMBeans(String connector, MetricsPage.Side side) throws IOException {
        assertThat(MetricsPage.read().workerMetrics(side))
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(metric -> assertThat(worker.jmx().attributes(metric.mbean(connector, 0)))
                        .as(metric.toString())
                        .contains(metric.attribute()));
    }

    /**
     * @param more retries besides those of bodies that fail once
     */
    private static void assertRelay(List<String> bodies, long more) {
        long dead = bodies.stream()
                .filter(body -> body.endsWith(NumberedOutputsPipeline.POISON))
                .count();
        long all = bodies.size();
        long good = all - dead;
        long retried = Bodies.flaky(bodies) + more;
        assertIdle(RELAY, all);
        assertThat(worker.task(RELAY).values())
                .containsEntry("retried-total", retried)
                .containsEntry("dead-lettered-total", dead)
                .containsEntry("skipped-total", 0L)
                .containsEntry("produced-total", 2 * good + dead)
                .containsEntry("lag", 0L);
        assertThat(stored(OUT_TOPIC)).isEqualTo(good);
        assertThat(stored(NumberedOutputsPipeline.EVEN_TOPIC)).isEqualTo(good);
        assertThat(stored("relay-dead")).isEqualTo(dead);
        assertThat(worker.node(RELAY, "texts").values())
                .containsEntry("in-total", all)
                .containsEntry("out-total", all);
        assertThat(worker.node(RELAY, "work").values())
                .containsEntry("in-total", all)
                .containsEntry("out-total", good)
                .containsEntry("failed-total", retried + dead)
                .containsEntry("retried-total", retried)
                .containsEntry("dead-lettered-total", dead);
        assertThat(worker.node(RELAY, "numbered").values())
                .containsEntry("in-total", good)
                .containsEntry("out-total", 2 * good);
        assertThat(worker.node(RELAY, "odd").values())
                .containsEntry("in-total", 2 * good)
                .containsEntry("out-total", good);
        assertThat(worker.node(RELAY, "even-topic").values())
                .containsEntry("in-total", good)
                .containsEntry("out-total", good)
                .containsEntry("failed-total", 0L);
        for (int partition : new int[] {0, 1}) {
            assertThat(worker.partition(RELAY, "topic=in,partition=" + partition)
                            .values())
                    .containsEntry("frontier-offset", end(partition))
                    .containsEntry("lag", 0L)
                    .containsEntry("records-in-flight", 0L);
        }
    }

    @Test
    void anIngressShowsWhatItDid() throws IOException {
        awaitDone(INGRESS, 100);
        assertIngress(100, 0, 0);

        // Outputs leave in the order of reading, so they wait behind a number that is stuck.
        worker.write("gate", "150");
        worker.write("limit", "200");
        long waiting = LongStream.rangeClosed(151, 200)
                .filter(number -> !skipped(number))
                .count();
        await().atMost(LIMIT).until(() -> worker.task(INGRESS).is("outputs-waiting", waiting));
        await().atMost(LIMIT).until(() -> worker.task(INGRESS).is("frontier-record", "{series=0} after {number=149}"));
        assertThat(worker.task(INGRESS).values())
                .containsEntry("records-in-total", 200L)
                .containsEntry("records-settled-total", 199L)
                .containsEntry("records-in-flight", 1L)
                .containsEntry("parked-keys", 1L)
                .containsEntry("parked-records", 1L)
                .doesNotContainKey("lag");
        assertThat(worker.partition(INGRESS, "partition=\"{series=0}\"").values())
                .containsEntry("records-in-flight", 1L)
                .doesNotContainKeys("frontier-offset", "lag");
        long stuckFor = worker.task(INGRESS).number("oldest-unsettled-age-ms");
        await().atMost(LIMIT).until(() -> worker.task(INGRESS).number("oldest-unsettled-age-ms") > stuckFor);
        worker.delete("gate");
        awaitDone(INGRESS, 200);
        long ofCheck = worker.node(INGRESS, "check").number("retried-total");
        assertThat(ofCheck).isPositive();
        assertIngress(200, ofCheck, 0);

        // A service is down.
        worker.write("down", "");
        worker.write("limit", "220");
        await().atMost(LIMIT).until(() -> worker.node(INGRESS, "service").is("circuit-open", 1L));
        await().atMost(LIMIT).until(() -> worker.task(INGRESS).is("intake-blocked", 1L));
        worker.delete("down");
        awaitDone(INGRESS, 220);
        long ofService = worker.node(INGRESS, "service").number("retried-total");
        assertIngress(220, ofCheck, ofService);
        assertThat(worker.node(INGRESS, "service").values())
                .containsEntry("circuit-open", 0L)
                .containsEntry("failed-total", ofService);
        assertThat(worker.events(INGRESS).count("transaction"))
                .isEqualTo(worker.task(INGRESS).number("transactions-total"));
        assertWorkersMBeans(INGRESS, MetricsPage.Side.INGRESS);
    }

    private static void assertIngress(long last, long retriedByCheck, long retriedByService) {
        long skipped = numbers(last).filter(SourceMetricsIT::skipped).count();
        long dead = numbers(last)
                .filter(number -> number % 10 == LimitedNumbersPipeline.DEAD)
                .count();
        long good = last - skipped - dead;
        assertIdle(INGRESS, last);
        Shown task = worker.task(INGRESS);
        assertThat(task.values())
                .containsEntry("skipped-total", skipped)
                .containsEntry("dead-lettered-total", dead)
                .containsEntry("retried-total", retriedByCheck + retriedByService)
                .containsEntry("produced-total", good + dead);
        assertThat(stored(NUMBERS_TOPIC)).isEqualTo(good);
        assertThat(stored("dead")).isEqualTo(dead);
        assertThat(worker.node(INGRESS, "check").values())
                .containsEntry("in-total", last)
                .containsEntry("out-total", good)
                .containsEntry("failed-total", retriedByCheck + skipped + dead)
                .containsEntry("skipped-total", skipped)
                .containsEntry("dead-lettered-total", dead);
        assertThat(worker.node(INGRESS, "topic").values()).containsEntry("out-total", good);
        assertTransactions(task);
    }

    /** A transaction has one record with the position of the only partition. */
    private static void assertTransactions(Shown task) {
        long transactions = worker.environment().topics().read("connect-offsets").stream()
                .filter(record -> String.valueOf(record.key()).contains(INGRESS))
                .count();
        assertThat(task.number("transactions-total")).isEqualTo(transactions);
        assertThat(task.fraction("list-records-avg"))
                .isCloseTo(task.fraction("produced-total") / transactions, within(1e-9));
        for (String time : List.of("list-time", "transaction-time")) {
            double median = task.fraction(time + "-p50-ms");
            assertThat(median).isPositive();
            assertThat(task.fraction(time + "-p99-ms")).isBetween(median, task.fraction(time + "-max-ms"));
        }
    }

    @Test
    void behindTheMarksOfTransactionsARelayDoesNotLag() {
        String partition = "topic=" + NUMBERS_TOPIC + ",partition=0";
        await().atMost(LIMIT).until(() -> {
            Map<String, Object> shown = worker.partition(BEHIND, partition).values();
            long end = worker.environment().topics().end(NUMBERS_TOPIC, 0);
            return end > 80 && shown.equals(idle(end));
        });
    }

    private static Map<String, Object> idle(long end) {
        return Map.of(
                "frontier-offset", end,
                "end-offset", end,
                "lag", 0L,
                "records-in-flight", 0L,
                "oldest-unsettled-age-ms", 0L);
    }

    @Test
    void whatPrometheusGetsIsWhatJmxShows() {
        worker.environment().topics().send(OUT_TOPIC, "k", "for the egress");
        await().atMost(LIMIT)
                .until(() -> EffectLines.bodies(connectors.effects()).contains("for the egress"));
        await().atMost(LIMIT).untilAsserted(() -> {
            Map<Scrape.Series, Double> shown = JmxSeries.of(worker.jmx());
            Scrape scrape = worker.scrape();
            assertThat(scrape.values()).containsAllEntriesOf(shown);
            assertThat(shown)
                    .containsKey(new Scrape.Series(
                            "npipeline_task_transactions_total", Map.of("connector", INGRESS, "task", "0")));
        });
        Scrape scrape = worker.scrape();
        assertThat(scrape.names())
                .containsAll(MonitoringFiles.metrics(MonitoringFiles.alertExpressions()))
                .containsAll(MonitoringFiles.metrics(MonitoringFiles.dashboardExpressions()));
        assertThat(scrape.types()).hasSizeGreaterThan(60);
        scrape.types()
                .forEach((name, type) ->
                        assertThat(type).as(name).isEqualTo(name.endsWith("_total") ? "counter" : "gauge"));
        assertThat(scrape.values()).containsEntry(status(RELAY, "running"), 1.0);
    }

    @Test
    void aTaskThatFailedIsSeenByTheWorkersMetricsOnly() {
        Map<String, String> config = connectors.ingress();
        config.put(
                "npipeline.pipeline.param.limit",
                worker.environment().file("absent").toString());
        config.put("npipeline.retry.max", "0");
        worker.environment().connect().put("metered-failing", config);

        await().atMost(LIMIT).untilAsserted(() -> assertThat(worker.scrape().values())
                .containsEntry(status("metered-failing", "failed"), 1.0));
        assertThat(worker.jmx().names("io.npipeline:connector=metered-failing,*"))
                .isEmpty();
    }

    private static Scrape.Series status(String connector, String status) {
        return new Scrape.Series(
                "kafka_connect_task_status", Map.of("connector", connector, "task", "0", "status", status));
    }

    private static void assertIdle(String connector, long records) {
        assertThat(worker.task(connector).values())
                .containsAllEntriesOf(TaskReadings.IDLE)
                .containsEntry("records-in-total", records)
                .containsEntry("records-settled-total", records)
                .containsEntry("outputs-waiting", 0L);
    }

    /** Waits until nothing is left to do. */
    private static void awaitDone(String connector, long records) {
        await().atMost(LIMIT).until(() -> {
            Shown task = worker.task(connector);
            return task.is("records-settled-total", records)
                    && task.is("frontier-record", "")
                    && (task.is("lag", 0L) || !task.values().containsKey("lag"));
        });
    }

    private static long end(int partition) {
        return worker.environment().topics().end(IN_TOPIC, partition);
    }

    private static long stored(String topic) {
        return worker.environment().topics().read(topic).size();
    }

    private static LongStream numbers(long last) {
        return LongStream.rangeClosed(1, last);
    }

    private static boolean skipped(long number) {
        return number % 10 == LimitedNumbersPipeline.SKIPPED;
    }

    private static long sinceMs(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    }
}

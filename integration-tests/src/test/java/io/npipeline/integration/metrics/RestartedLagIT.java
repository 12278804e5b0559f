package io.npipeline.integration.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.ConnectorConfigs;
import io.npipeline.integration.environment.WorkerJmx;
import io.npipeline.integration.pipelines.EffectsPipeline;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The lag of a sink connector that gets no records: on a worker that commits nothing by itself, so that it tells its tasks
 * nothing either.
 */
class RestartedLagIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static ConnectEnvironment environment;
    private static WorkerJmx jmx;

    @BeforeAll
    static void start() {
        int port = WorkerJmx.freePort();
        environment = ConnectEnvironment.start(RestartedLagIT.class, usual -> WorkerJmx.shownAt(port)
                .apply(usual.withProperty("offset.flush.interval.ms", "3600000")));
        jmx = WorkerJmx.connect(port);
    }

    @AfterAll
    static void stop() {
        jmx.close();
        environment.close();
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(LIMIT).untilAsserted(assertion);
    }

    private static Map<String, String> config(String topic) {
        Map<String, String> config = ConnectorConfigs.sink(EffectsPipeline.class, topic);
        config.put(
                "npipeline.pipeline.param.effects",
                environment.file(topic + ".effects").toString());
        config.put("npipeline.kafka.bootstrap.servers", environment.broker().bootstrapServers());
        config.put("npipeline.metrics.lag.interval.ms", "1000");
        config.put("npipeline.commit.interval.ms", "200");
        return config;
    }

    private static void send(String topic, int partition, int count) {
        environment.topics().sendAll(Collections.nCopies(count, new ProducerRecord<>(topic, partition, "k", "body")));
    }

    private static Map<String, Object> task(String connector) {
        return jmx.values("io.npipeline:type=task-metrics,connector=" + connector + ",task=0");
    }

    private static Map<String, Object> partition(String topic, int partition) {
        return jmx.values("io.npipeline:type=partition-metrics,connector=" + topic + ",task=0,topic=" + topic
                + ",partition=" + partition);
    }

    @Test
    void afterARestartItIsByWhatTheGroupCommitted() {
        environment.topics().create("restarted", 3);
        send("restarted", 0, 5);
        send("restarted", 1, 2);
        environment.connect().put("restarted", config("restarted"));
        Map<TopicPartition, Long> all = Map.of(
                new TopicPartition("restarted", 0), 5L,
                new TopicPartition("restarted", 1), 2L,
                new TopicPartition("restarted", 2), 0L);
        eventually(() -> assertThat(environment.topics().committed("restarted")).isEqualTo(all));
        eventually(() -> assertThat(task("restarted")).containsEntry("records-in-total", 7L));

        environment.connect().restart("restarted");

        eventually(() -> assertThat(task("restarted"))
                .as("nothing came to the new task")
                .containsEntry("records-in-total", 0L)
                .containsEntry("lag", 0L));
        // Before it got its partitions a task has no lag either.
        eventually(() -> all.forEach((partition, end) -> assertThat(partition("restarted", partition.partition()))
                .containsEntry("frontier-offset", end)
                .containsEntry("end-offset", end)
                .containsEntry("lag", 0L)));
        assertThat(task("restarted")).containsEntry("records-in-total", 0L).containsEntry("lag", 0L);
    }

    /** The consumer begins at the end, which the worker does not tell before it commits, and the brokers do not know. */
    @Test
    void whereTheGroupCommittedNothingItIsNotKnownBeforeTheFirstRecord() {
        environment.topics().create("fresh", 2);
        send("fresh", 0, 3);
        Map<String, String> config = config("fresh");
        config.put("consumer.override.auto.offset.reset", "latest");
        environment.connect().put("fresh", config);

        eventually(() -> assertThat(partition("fresh", 0)).containsEntry("end-offset", 3L));
        assertThat(partition("fresh", 0)).containsEntry("frontier-offset", -1L).containsEntry("lag", -1L);
        assertThat(partition("fresh", 1)).as("a log without anything").containsEntry("lag", 0L);
        assertThat(task("fresh")).containsEntry("lag", -1L);
        send("fresh", 0, 1);
        eventually(() -> assertThat(partition("fresh", 0))
                .containsEntry("frontier-offset", 4L)
                .containsEntry("end-offset", 4L)
                .containsEntry("lag", 0L));
        assertThat(List.of(task("fresh").get("records-in-total"))).containsExactly(1L);
    }
}

package io.npipeline.integration.operating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.npipeline.integration.environment.CommittedRecords;
import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.ConnectorConfigs;
import io.npipeline.integration.environment.EffectLines;
import io.npipeline.integration.pipelines.EffectsPipeline;
import io.npipeline.integration.pipelines.HeldEffectsPipeline;
import io.npipeline.integration.pipelines.NumberedOutputsPipeline;
import io.npipeline.integration.relay.RelayEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/operating.md on connectors that need them: with its topic, its partition and its offsets. */
class OperatingIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration LONGER_THAN_THE_TEST = Duration.ofMinutes(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String TOPIC = "orders";
    private static final String BILLS = "bills";
    private static final int PARTITION = 3;

    /** The record that holds everything up. */
    private static final int STUCK = 1187;

    private static final int COUNT = STUCK + 6;

    private static final String RESTART = OperatingPage.command("POST", "/restart");
    private static final String STOP = OperatingPage.command("PUT", "/stop");
    private static final String RESUME = OperatingPage.command("PUT", "/resume");
    private static final String OFFSETS = OperatingPage.command("curl localhost", "/offsets");
    private static final String ALTER_RELAY = OperatingPage.command("PATCH", "\"topic\"");
    private static final String ALTER_EGRESS = OperatingPage.command("PATCH", "\"kafka_topic\"");
    private static final String RESET = OperatingPage.command("DELETE", "/offsets");

    private static ConnectEnvironment environment;
    private static OperatingPage page;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        environment = RelayEnvironment.exactlyOnce(OperatingIT.class);
        page = new OperatingPage(environment.connect().address(), folder);
    }

    @AfterAll
    static void stop() {
        environment.close();
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(LIMIT).untilAsserted(assertion);
    }

    @Test
    void aFailedTaskIsRestarted() throws IOException {
        Path effects = environment.file("missing").resolve("effects");
        environment.topics().create("restarted", 1);
        environment.topics().send("restarted", "k", "body");
        Map<String, String> config = ConnectorConfigs.sink(EffectsPipeline.class, "restarted");
        config.put("npipeline.pipeline.param.effects", effects.toString());
        environment.connect().put("restarted", config);
        eventually(() -> assertThat(environment
                        .connect()
                        .findStatus("restarted")
                        .orElseThrow()
                        .tasks())
                .hasSize(1)
                .allMatch(task -> task.state().equals("FAILED")));

        Files.createDirectory(effects.getParent());
        page.run(RESTART, "restarted");

        eventually(() -> assertThat(EffectLines.bodies(effects)).containsExactly("body"));
        environment.connect().waitUntilRunning("restarted", 1, LIMIT);
    }

    /** Sends one record that is stuck among others of other keys. */
    private static void send(String topic, String stuck) {
        List<ProducerRecord<@Nullable String, @Nullable String>> records = new ArrayList<>();
        for (int offset = 0; offset < COUNT; offset++) {
            records.add(
                    new ProducerRecord<>(topic, PARTITION, "key-" + offset, offset == STUCK ? stuck : body(offset)));
        }
        environment.topics().create(topic, PARTITION + 1);
        environment.topics().sendAll(records);
    }

    private static String body(int offset) {
        return "free-" + offset;
    }

    /** The bodies from an offset to the end. */
    private static List<String> bodiesFrom(int first) {
        List<String> bodies = new ArrayList<>();
        for (int offset = first; offset < COUNT; offset++) {
            bodies.add(body(offset));
        }
        return bodies;
    }

    private static void stopAndWait(String connector) {
        page.run(STOP, connector);
        await().atMost(LIMIT).until(() -> environment.connect().tasks(connector).isEmpty());
    }

    /** The worker refuses while tasks are ending. */
    private static void alter(String command, String connector) {
        eventually(() -> page.run(command, connector));
    }

    /**
     * What is stored of the partition of a topic.
     *
     * @param prefix of the keys
     */
    private static JsonNode offsetOf(String connector, String prefix, String topic) throws IOException {
        for (JsonNode stored : JSON.readTree(page.run(OFFSETS, connector)).path("offsets")) {
            JsonNode partition = stored.path("partition");
            if (partition.path(prefix + "topic").asText().equals(topic)
                    && partition.path(prefix + "partition").asInt() == PARTITION) {
                return stored.path("offset");
            }
        }
        throw new AssertionError("no offset of the partition is stored");
    }

    @Test
    void aRelayPassesOverARecordAndRelaysOthersAgain() throws IOException {
        Path gate = Files.createFile(environment.file("gate"));
        send(TOPIC, NumberedOutputsPipeline.STUCK + "stuck");
        for (String topic : List.of("processed-orders", "orders-dead-letters")) {
            environment.topics().create(topic, 1);
        }
        Map<String, String> config = ConnectorConfigs.relay(
                NumberedOutputsPipeline.class,
                TOPIC,
                "processed-orders",
                environment.broker().bootstrapServers());
        config.put("npipeline.pipeline.param.outputs", "1");
        config.put("npipeline.pipeline.param.work.ms", "0");
        config.put("npipeline.pipeline.param.gate", gate.toString());
        config.put("npipeline.dead.letter.destination", "kafka");
        config.put("npipeline.dead.letter.topic", "orders-dead-letters");
        config.put("npipeline.drain.timeout.ms", "100");
        environment.connect().put("orders-relay", config);
        try (CommittedRecords outputs = environment.topics().committedRecords(1, "processed-orders")) {
            List<String> expected = bodiesFrom(0);
            expected.remove(body(STUCK));
            assertRelayed(outputs, expected);

            stopAndWait("orders-relay");
            JsonNode stored = offsetOf("orders-relay", "", TOPIC);
            assertThat(stored.path("offset").asInt()).isEqualTo(STUCK);
            assertThat(stored.path("done").asText()).isNotEmpty();
            alter(ALTER_RELAY, "orders-relay");
            page.run(RESUME, "orders-relay");
            expected.addAll(bodiesFrom(STUCK + 1));
            assertRelayed(outputs, expected);

            stopAndWait("orders-relay");
            alter(ALTER_RELAY.replace("1188", "1190"), "orders-relay");
            page.run(RESUME, "orders-relay");
            expected.addAll(bodiesFrom(1190));
            assertRelayed(outputs, expected);

            stopAndWait("orders-relay");
            alter(RESET, "orders-relay");
            Files.delete(gate);
            page.run(RESUME, "orders-relay");
            expected.addAll(bodiesFrom(0));
            expected.remove(body(STUCK));
            expected.add(NumberedOutputsPipeline.STUCK + "stuck");
            assertRelayed(outputs, expected);
        }
    }

    private static void assertRelayed(CommittedRecords outputs, List<String> expected) {
        eventually(() -> {
            outputs.count();
            assertThat(outputs.records().stream().map(ConsumerRecord::value))
                    .containsExactlyInAnyOrderElementsOf(
                            expected.stream().map(body -> body + "/1").toList());
        });
    }

    @Test
    void anEgressPassesOverARecordAndDeliversOthersAgain() throws IOException {
        Path gate = Files.createFile(environment.file("bills.gate"));
        Path effects = environment.file("bills.effects");
        send(BILLS, HeldEffectsPipeline.HELD);
        environment.connect().put("bills-egress", egress(effects, gate));
        List<String> all = bodiesFrom(0);
        all.set(STUCK, HeldEffectsPipeline.HELD);
        assertDelivered(effects, 0, all);
        assertCommitted(STUCK);

        int before = stopAndCount(effects);
        assertThat(offsetOf("bills-egress", "kafka_", BILLS)
                        .path("kafka_offset")
                        .asInt())
                .isEqualTo(STUCK);
        String alter = ALTER_EGRESS.replace(TOPIC, BILLS);
        alter(alter, "bills-egress");
        page.run(RESUME, "bills-egress");
        assertDelivered(effects, before, bodiesFrom(STUCK + 1));
        assertCommitted(COUNT);

        before = stopAndCount(effects);
        alter(alter.replace("1188", "1190"), "bills-egress");
        page.run(RESUME, "bills-egress");
        assertDelivered(effects, before, bodiesFrom(1190));
        assertCommitted(COUNT);

        before = stopAndCount(effects);
        alter(RESET, "bills-egress");
        Files.delete(gate);
        page.run(RESUME, "bills-egress");
        assertDelivered(effects, before, all);
        assertCommitted(COUNT);
        assertThat(Files.readString(environment.worker().log()))
                .contains("The offset map of bills-3 at the committed offset 1188 is ignored");
    }

    private static Map<String, String> egress(Path effects, Path gate) {
        Map<String, String> config = ConnectorConfigs.sink(HeldEffectsPipeline.class, BILLS);
        config.put("npipeline.pipeline.param.effects", effects.toString());
        config.put("npipeline.pipeline.param.gate", gate.toString());
        config.put("npipeline.pipeline.param.work.ms", "0");
        config.put("npipeline.kafka.bootstrap.servers", environment.broker().bootstrapServers());
        config.put("npipeline.retry.max", "1000");
        config.put("npipeline.retry.delay.base.ms", Long.toString(LONGER_THAN_THE_TEST.toMillis()));
        config.put("npipeline.retry.delay.max.ms", Long.toString(LONGER_THAN_THE_TEST.toMillis()));
        config.put("npipeline.drain.timeout.ms", "100");
        return config;
    }

    private static int stopAndCount(Path effects) {
        stopAndWait("bills-egress");
        return EffectLines.bodies(effects).size();
    }

    /** What was called since so many calls. */
    private static void assertDelivered(Path effects, int before, List<String> expected) {
        eventually(() -> {
            List<String> calls = EffectLines.bodies(effects);
            assertThat(calls.subList(before, calls.size())).containsExactlyInAnyOrderElementsOf(expected);
        });
    }

    private static void assertCommitted(long offset) {
        eventually(() -> assertThat(environment.topics().committed("bills-egress"))
                .containsEntry(new TopicPartition(BILLS, PARTITION), offset));
    }
}

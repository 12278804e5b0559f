package io.npipeline.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.npipeline.deployment.ConnectClientException;
import io.npipeline.integration.environment.CommittedPosition;
import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.ConnectorConfigs;
import io.npipeline.integration.pipelines.HeldEffectsPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Which records run again on a real worker, told exactly: a call leaves a line in a file before anything else, so the lines
 * that are there after a SIGKILL are the calls that were made, and what a kill left committed is read when no worker lives
 * that could commit more.
 */
class OffsetMapIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration SHORTER_THAN_ANY_RETRY = Duration.ofMinutes(10);

    private static ConnectEnvironment environment;

    @BeforeAll
    static void start() {
        environment = ConnectEnvironment.start(OffsetMapIT.class);
    }

    @AfterAll
    static void stop() {
        environment.close();
    }

    @Test
    void afterAKillExactlyTheRecordsRunThatTheLastCommittedMapsDidNotName() throws IOException {
        int count = 8_000;
        Random random = new Random(20261124);
        environment.topics().create("killed", 2);
        environment
                .topics()
                .sendAll(
                        "killed",
                        IntStream.range(0, count)
                                .mapToObj(i -> (random.nextInt(5) == 0 ? HeldEffectsPipeline.HELD : "free") + i)
                                .toList());
        Set<String> all = environment.topics().read("killed").stream()
                .map(record -> id("killed", record.partition(), record.offset()))
                .collect(Collectors.toSet());
        Path gate = Files.createFile(environment.file("killed.gate"));
        put("killed", gate, Map.of("npipeline.max.in.flight.records", "2500", "npipeline.commit.interval.ms", "300"));

        await().atMost(LIMIT).until(() -> calls("killed").size() > 5_000);
        environment.worker().kill();
        List<String> callsBefore = calls("killed");
        Committed committed = committed("killed");
        Files.delete(gate);
        environment.worker().restart();
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(environment.topics().committedRecords("killed"))
                        .isEqualTo(count));

        assertThat(committed.unsettledBelowSettledOnes())
                .as("records in flight that others had overtaken")
                .isGreaterThan(800);
        Set<String> done = all.stream().filter(committed::isDone).collect(Collectors.toSet());
        List<String> callsAfter =
                calls("killed").subList(callsBefore.size(), calls("killed").size());
        assertThat(callsBefore).as("what is named as done has run").containsAll(done);
        assertThat(callsAfter).as("nothing runs twice after the restart").doesNotHaveDuplicates();
        assertThat(new HashSet<>(callsAfter)).isEqualTo(minus(all, done));
        Set<String> consumed = new HashSet<>(callsBefore);
        Set<String> ranAgain = new HashSet<>(callsAfter);
        ranAgain.retainAll(consumed);
        assertThat(ranAgain).hasSizeGreaterThan(800).isEqualTo(minus(consumed, done));
    }

    @Test
    void offsetsThatAreAlteredOrResetOverRestForgetTheMap() throws IOException {
        int count = 200;
        String group = "group-of-its-own";
        environment.topics().create("altered", 1);
        environment
                .topics()
                .sendAll(
                        "altered",
                        IntStream.range(0, count)
                                .mapToObj(i -> (i % 5 == 0 ? HeldEffectsPipeline.HELD : "free") + i)
                                .toList());
        Path gate = Files.createFile(environment.file("altered.gate"));
        put(
                "altered",
                gate,
                Map.of("consumer.override.group.id", "connect-" + group, "npipeline.drain.timeout.ms", "100"));
        await().atMost(LIMIT).until(() -> committed(group).named() == count * 4 / 5);

        int calls = stopped("altered");
        assertThat(committed(group).named())
                .as("what the task left when it stopped")
                .isEqualTo(count * 4 / 5);
        whenTasksEnded(() -> environment.connect().alterOffsets("altered", offsets("altered", 10)));
        assertThat(committed(group).named()).isZero();
        Files.delete(gate);
        environment.connect().resume("altered");
        awaitCommitted(group, count);
        assertThat(calls("altered").subList(calls, calls("altered").size()))
                .containsExactlyInAnyOrderElementsOf(ids("altered", 10, count));

        Files.createFile(gate);
        int callsBeforeReset = stopped("altered");
        whenTasksEnded(() -> environment.connect().resetOffsets("altered"));
        environment.connect().resume("altered");
        await().atMost(LIMIT).until(() -> committed(group).named() == count * 4 / 5);
        assertThat(calls("altered").subList(callsBeforeReset, calls("altered").size()))
                .containsExactlyInAnyOrderElementsOf(ids("altered", 0, count));

        int callsBeforeRestart = stopped("altered");
        Files.delete(gate);
        environment.connect().resume("altered");
        awaitCommitted(group, count);
        assertThat(calls("altered").subList(callsBeforeRestart, calls("altered").size()))
                .as("left alone, the map stands")
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, count)
                        .filter(i -> i % 5 == 0)
                        .mapToObj(i -> id("altered", 0, i))
                        .toList());
    }

    /** What is committed of all partitions. */
    private record Committed(Map<TopicPartition, CommittedPosition> positions) {

        boolean isDone(String id) {
            return positions.entrySet().stream().anyMatch(entry -> {
                String prefix = id(entry.getKey().topic(), entry.getKey().partition(), 0);
                prefix = prefix.substring(0, prefix.length() - 1);
                return id.startsWith(prefix) && entry.getValue().isDone(Long.parseLong(id.substring(prefix.length())));
            });
        }

        long named() {
            return positions.values().stream()
                    .mapToLong(CommittedPosition::named)
                    .sum();
        }

        long unsettledBelowSettledOnes() {
            return positions.values().stream()
                    .mapToLong(CommittedPosition::overtaken)
                    .sum();
        }
    }

    private static Committed committed(String connector) {
        Map<TopicPartition, CommittedPosition> positions = new HashMap<>();
        environment
                .topics()
                .committedWithMetadata(connector)
                .forEach((partition, committed) ->
                        positions.put(partition, CommittedPosition.of(committed.offset(), committed.metadata())));
        return new Committed(positions);
    }

    private static void put(String name, Path gate, Map<String, String> settings) {
        Map<String, String> config = ConnectorConfigs.sink(HeldEffectsPipeline.class, name);
        config.put("npipeline.pipeline.param.effects", effects(name).toString());
        config.put("npipeline.pipeline.param.gate", gate.toString());
        config.put("npipeline.pipeline.param.work.ms", "4");
        config.put("npipeline.max.degree.of.parallelism", "8");
        config.put("npipeline.retry.max", "1000");
        config.put("npipeline.retry.delay.base.ms", Long.toString(SHORTER_THAN_ANY_RETRY.toMillis()));
        config.put("npipeline.retry.delay.max.ms", Long.toString(SHORTER_THAN_ANY_RETRY.toMillis()));
        config.put("npipeline.kafka.bootstrap.servers", environment.broker().bootstrapServers());
        config.putAll(settings);
        environment.connect().put(name, config);
    }

    /** Stops a connector; returns how many calls its tasks made until then. */
    private static int stopped(String name) throws IOException {
        environment.connect().stop(name);
        await().atMost(LIMIT).until(() -> environment
                .connect()
                .findStatus(name)
                .filter(status ->
                        status.state().equals("STOPPED") && status.tasks().isEmpty())
                .isPresent());
        return calls(name).size();
    }

    /** Offsets cannot be changed before the last member has left the group. */
    private static void whenTasksEnded(Runnable change) {
        await().atMost(LIMIT)
                .ignoreExceptionsInstanceOf(ConnectClientException.class)
                .until(() -> {
                    change.run();
                    return true;
                });
    }

    private static void awaitCommitted(String name, int count) {
        await().atMost(LIMIT)
                .untilAsserted(() ->
                        assertThat(environment.topics().committedRecords(name)).isEqualTo(count));
    }

    private static JsonNode offsets(String topic, long offset) {
        try {
            return new ObjectMapper().readTree("""
                            {"offsets": [{"partition": {"kafka_topic": "%s", "kafka_partition": 0},
                                          "offset": {"kafka_offset": %d}}]}
                            """.formatted(topic, offset));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Path effects(String name) {
        return environment.file(name + ".txt");
    }

    /** The ids of the messages of all calls so far, in their order. */
    private static List<String> calls(String name) throws IOException {
        Path file = effects(name);
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .map(line -> line.split("\t", -1)[2])
                        .toList()
                : List.of();
    }

    private static Set<String> minus(Set<String> all, Set<String> some) {
        Set<String> rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static List<String> ids(String topic, int begin, int end) {
        return IntStream.range(begin, end)
                .mapToObj(offset -> id(topic, 0, offset))
                .toList();
    }

    private static String id(String topic, int partition, long offset) {
        return topic + "-" + partition + "-" + offset;
    }
}

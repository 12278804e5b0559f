package io.npipeline.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.npipeline.engine.OffsetMap;
import io.npipeline.engine.OffsetMapReading.Usable;
import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.ConnectorConfigs;
import io.npipeline.integration.pipelines.ManualEffectsPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a pipeline acknowledges out of order, from a thread of its own, is what a killed worker does not run again. */
class ManualAcknowledgementIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String NAME = "manual";
    private static final int COUNT = 3_000;

    private static ConnectEnvironment environment;

    @BeforeAll
    static void start() {
        environment = ConnectEnvironment.start(ManualAcknowledgementIT.class);
    }

    @AfterAll
    static void stop() {
        environment.close();
    }

    @Test
    void afterAKillExactlyTheRecordsRunThatWereNotKnownToBeAcknowledged() throws IOException {
        environment.topics().create(NAME, 1);
        environment
                .topics()
                .sendAll(
                        NAME,
                        IntStream.range(0, COUNT).mapToObj(i -> "text" + i).toList());
        Path gate = Files.createFile(environment.file("gate"));
        environment.connect().put(NAME, config(gate));

        await().atMost(LIMIT).until(() -> ids("acknowledged").size() > COUNT / 2);
        await().atMost(LIMIT).until(() -> committed().settledAbove > 0);
        environment.worker().kill();
        List<String> callsBefore = ids("effects");
        Set<String> acknowledgedBefore = new HashSet<>(ids("acknowledged"));
        Committed committed = committed();
        Files.delete(gate);
        environment.worker().restart();
        await().atMost(LIMIT)
                .untilAsserted(() ->
                        assertThat(environment.topics().committedRecords(NAME)).isEqualTo(COUNT));

        assertThat(acknowledgedBefore)
                .as("what is named as done was acknowledged")
                .containsAll(committed.done);
        List<String> callsAfter =
                ids("effects").subList(callsBefore.size(), ids("effects").size());
        assertThat(callsAfter).doesNotHaveDuplicates();
        assertThat(callsAfter)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, COUNT)
                        .mapToObj(ManualAcknowledgementIT::id)
                        .filter(id -> !committed.done.contains(id))
                        .toList());
    }

    /** The records that are committed as settled, and how many of them are above the committed offset. */
    private record Committed(Set<String> done, long settledAbove) {}

    private static Committed committed() {
        OffsetAndMetadata committed =
                environment.topics().committedWithMetadata(NAME).get(new TopicPartition(NAME, 0));
        if (committed == null) {
            return new Committed(Set.of(), 0);
        }
        OffsetMap map = OffsetMap.decode(committed.metadata(), committed.offset()) instanceof Usable usable
                ? usable.map()
                : OffsetMap.empty(committed.offset());
        Set<String> done = IntStream.range(0, COUNT)
                .filter(offset -> offset < map.base() || map.isSettled(offset))
                .mapToObj(ManualAcknowledgementIT::id)
                .collect(Collectors.toSet());
        return new Committed(done, done.size() - map.base());
    }

    private static Map<String, String> config(Path gate) {
        Map<String, String> config = ConnectorConfigs.sink(ManualEffectsPipeline.class, NAME);
        config.put("npipeline.pipeline.param.effects", file("effects").toString());
        config.put("npipeline.pipeline.param.acknowledged", file("acknowledged").toString());
        config.put("npipeline.pipeline.param.gate", gate.toString());
        config.put("npipeline.acknowledgment.strategy", "manual");
        config.put("npipeline.commit.interval.ms", "300");
        config.put("npipeline.kafka.bootstrap.servers", environment.broker().bootstrapServers());
        return config;
    }

    private static Path file(String name) {
        return environment.file(name + ".txt");
    }

    /** The ids that a file names so far, in their order. */
    private static List<String> ids(String name) throws IOException {
        return Files.exists(file(name))
                ? Files.readAllLines(file(name)).stream()
                        .map(line -> line.split("\t", -1)[2])
                        .toList()
                : List.of();
    }

    private static String id(int offset) {
        return NAME + "-0-" + offset;
    }
}

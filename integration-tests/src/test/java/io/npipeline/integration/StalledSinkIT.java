package io.npipeline.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.ConnectorConfigs;
import io.npipeline.integration.environment.EffectLines;
import io.npipeline.integration.environment.Heap;
import io.npipeline.integration.pipelines.GatedEffectsPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A sink that hangs six times as long as {@code max.poll.interval.ms}: the consumer stays in its group, the heap stays where
 * it is, and nothing runs twice.
 */
class StalledSinkIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration STALL = Duration.ofSeconds(60);
    private static final int RECORDS = 40_000;
    private static final int BODY_SIZE = 1_000;
    private static final long MIB = 1 << 20;
    private static final long MAX_IN_FLIGHT_BYTES = 8 * MIB;

    @Test
    void costsNeitherTheMembershipNorMemory() throws IOException {
        try (ConnectEnvironment environment = ConnectEnvironment.start(StalledSinkIT.class)) {
            environment.topics().create("stalled", 4);
            Set<String> bodies = send(environment);
            long worker = environment.worker().pid();
            long idle = Heap.usedAfterCollection(worker);
            Path gate = Files.createFile(environment.file("gate"));
            Path effects = environment.file("effects.txt");
            environment.connect().put("stalled", config(environment, gate, effects));
            await().atMost(LIMIT).until(() -> environment.topics().tasksWithPartitions("stalled") == 1);
            Set<String> members = environment.topics().members("stalled");
            List<Long> heap = new ArrayList<>();

            await().during(STALL)
                    .atMost(STALL.plus(LIMIT))
                    .pollInterval(Duration.ofSeconds(5))
                    .until(() -> {
                        heap.add(Heap.usedAfterCollection(worker));
                        return environment.topics().members("stalled").equals(members);
                    });

            assertThat(EffectLines.bodies(effects)).isEmpty();
            assertThat(heap).allSatisfy(used -> assertThat(used).isLessThan(idle + 3 * MAX_IN_FLIGHT_BYTES + 64 * MIB));
            assertThat(heap.get(heap.size() - 1) - heap.get(heap.size() / 2))
                    .as("growth in the second half of the stall")
                    .isLessThan(MAX_IN_FLIGHT_BYTES);

            Files.delete(gate);
            await().atMost(LIMIT).until(() -> environment.topics().committedRecords("stalled") == RECORDS);
            assertThat(environment.topics().members("stalled")).isEqualTo(members);
            List<String> ran = EffectLines.bodies(effects);
            assertThat(ran).hasSize(RECORDS);
            assertThat(new HashSet<>(ran)).isEqualTo(bodies);
        }
    }

    private static Set<String> send(ConnectEnvironment environment) {
        List<ProducerRecord<@Nullable String, @Nullable String>> records = new ArrayList<>();
        Set<String> bodies = new HashSet<>();
        for (int i = 0; i < RECORDS; i++) {
            String body = i + "-" + "x".repeat(BODY_SIZE);
            bodies.add(body);
            records.add(new ProducerRecord<>("stalled", "k" + i % 1_000, body));
        }
        environment.topics().sendAll(records);
        return bodies;
    }

    private static Map<String, String> config(ConnectEnvironment environment, Path gate, Path effects) {
        Map<String, String> config = ConnectorConfigs.sink(GatedEffectsPipeline.class, "stalled");
        config.put("npipeline.pipeline.param.gate", gate.toString());
        config.put("npipeline.pipeline.param.effects", effects.toString());
        config.put("npipeline.pipeline.param.work.ms", "0");
        config.put("npipeline.max.in.flight.records", "1000000");
        config.put("npipeline.max.in.flight.bytes", Long.toString(MAX_IN_FLIGHT_BYTES));
        config.put("npipeline.kafka.bootstrap.servers", environment.broker().bootstrapServers());
        config.put("consumer.override.max.poll.interval.ms", "10000");
        return config;
    }
}

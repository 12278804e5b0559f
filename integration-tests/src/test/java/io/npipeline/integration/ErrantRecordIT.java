package io.npipeline.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.ConnectorConfigs;
import io.npipeline.integration.pipelines.EffectsPipeline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Records that a real worker writes for a sink connector whose messages were given up. */
class ErrantRecordIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String RECORDS = "orders";
    private static final String ERRORS = "orders-errors";

    private static ConnectEnvironment environment;

    @BeforeAll
    static void start() {
        environment = ConnectEnvironment.start(ErrantRecordIT.class);
    }

    @AfterAll
    static void stop() {
        environment.close();
    }

    @Test
    void theRecordArrivesByteForByteAndItsOffsetIsCommittedAfterIt() {
        environment.topics().create(RECORDS, 1);
        ProducerRecord<@Nullable String, @Nullable String> poison =
                new ProducerRecord<>(RECORDS, "k", EffectsPipeline.POISON);
        byte[] ownHeader = {0, (byte) 0xff, 7};
        poison.headers().add("own", ownHeader);
        environment.topics().sendAll(List.of(new ProducerRecord<>(RECORDS, "k", "fine"), poison));
        Map<String, String> config = ConnectorConfigs.sink(EffectsPipeline.class, RECORDS);
        config.put(
                "npipeline.pipeline.param.effects",
                environment.file("effects.txt").toString());
        config.put("npipeline.retry.max", "1");
        config.put("npipeline.dead.letter.destination", "connect");
        config.put("errors.deadletterqueue.topic.name", ERRORS);
        config.put("errors.deadletterqueue.topic.replication.factor", "1");
        config.put("errors.deadletterqueue.context.headers.enable", "true");
        config.put("errors.tolerance", "all");
        environment.connect().put("reporting", config);

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(environment.topics().committedRecords("reporting"))
                        .isEqualTo(2));
        // What is there once the offset is committed was there before: nothing else is waited for.
        assertThat(environment.topics().read(ERRORS)).singleElement().satisfies(letter -> {
            assertThat(letter.key()).isEqualTo("k");
            assertThat(letter.value()).isEqualTo(EffectsPipeline.POISON);
            assertThat(letter.headers().lastHeader("own").value()).isEqualTo(ownHeader);
            assertThat(text(letter, "__connect.errors.topic")).isEqualTo(RECORDS);
            assertThat(text(letter, "__connect.errors.offset")).isEqualTo("1");
            assertThat(text(letter, "__connect.errors.stage")).isEqualTo("TASK_PUT");
            assertThat(text(letter, "__connect.errors.exception.class.name"))
                    .isEqualTo(IllegalArgumentException.class.getName());
            assertThat(text(letter, "__connect.errors.exception.message")).isEqualTo("this body is poison");
        });
    }

    @Test
    void theWorkerRefusesTheConnectorOnTheKeyThatIsMissing() {
        Map<String, String> config = ConnectorConfigs.sink(EffectsPipeline.class, RECORDS);
        config.put("name", "validated");
        config.put("npipeline.pipeline.param.effects", "any");
        config.put("npipeline.dead.letter.destination", "connect");
        config.put("errors.deadletterqueue.topic.name", ERRORS);

        assertThat(environment.connect().validate(config))
                .containsExactly(Map.entry(
                        "errors.tolerance",
                        List.of("Invalid value none for configuration errors.tolerance: must be all when "
                                + "npipeline.dead.letter.destination is connect: the worker reports no record "
                                + "otherwise. Records that it cannot convert then go to the same topic")));
    }

    private static String text(ConsumerRecord<@Nullable String, @Nullable String> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        assertThat(header).as(name).isNotNull();
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}

package io.npipeline.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.npipeline.deployment.ConnectorStatus;
import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.ConnectorConfigs;
import io.npipeline.integration.pipelines.BrokenPipelines;
import io.npipeline.integration.pipelines.EffectsPipeline;
import io.npipeline.integration.pipelines.SlowLinesPipeline;
import io.npipeline.kafka.connect.source.NPipelineSourceConnector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a user gets wrong is answered by one sentence on the key that mends it, and the worker stays up. */
class BadInputIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String CLASS_KEY = "npipeline.pipeline.class";

    private static ConnectEnvironment environment;

    @BeforeAll
    static void start() {
        environment = ConnectEnvironment.start(BadInputIT.class);
    }

    @AfterAll
    static void stop() {
        environment.close();
    }

    @AfterEach
    void theWorkerStaysUp() {
        assertThat(environment.connect().isHealthy()).isTrue();
    }

    @Test
    void pipelineClassThatDoesNotExist() {
        Map<String, String> config = ConnectorConfigs.sink(EffectsPipeline.class, "any");
        config.put(CLASS_KEY, "com.example.Nowhere");

        assertThat(validate(config))
                .containsExactly(Map.entry(
                        CLASS_KEY,
                        List.of(
                                "Invalid value com.example.Nowhere for configuration npipeline.pipeline.class: the class "
                                        + "was not found; its jar belongs in the plugin folder of the connector")));
    }

    @Test
    void pipelineClassThatIsNoPipelineDefinition() {
        assertThat(validate(ConnectorConfigs.sink(BrokenPipelines.NotAPipeline.class, "any"))
                        .get(CLASS_KEY))
                .singleElement()
                .asString()
                .endsWith("the class does not implement io.npipeline.pipeline.PipelineDefinition");
    }

    @Test
    void jarThatLacksAClass() {
        assertThat(validate(ConnectorConfigs.sink(BrokenPipelines.MissesAClass.class, "any"))
                        .get(CLASS_KEY))
                .singleElement()
                .asString()
                .endsWith("it needs the class io.npipeline.integration.absent.AbsentClass, which is not in the plugin "
                        + "folder of the connector");
    }

    @Test
    void graphWithACycle() {
        assertThat(validate(ConnectorConfigs.sink(BrokenPipelines.Cyclic.class, "any"))
                        .get(CLASS_KEY))
                .singleElement()
                .asString()
                .endsWith("The pipeline has a cycle: first -> second -> first");
    }

    @Test
    void graphWithADanglingNode() {
        assertThat(validate(ConnectorConfigs.sink(BrokenPipelines.Dangling.class, "any"))
                        .get(CLASS_KEY))
                .singleElement()
                .asString()
                .endsWith("Node \"loose-end\" is connected to nothing: its messages would end nowhere");
    }

    @Test
    void ingressPipelineAtTheSinkConnector() {
        Map<String, String> config = ConnectorConfigs.sink(SlowLinesPipeline.class, "any");
        config.put("npipeline.pipeline.param.work.ms", "0");
        config.put("npipeline.pipeline.param.partitions", "1");
        config.put("npipeline.pipeline.param.count", "1");

        assertThat(validate(config).get(CLASS_KEY))
                .singleElement()
                .asString()
                .endsWith("does not belong in the sink connector: its source \"numbers\" is not a Kafka source; use "
                        + NPipelineSourceConnector.class.getName());
    }

    @Test
    void parameterThatIsMissing() {
        assertThat(validate(ConnectorConfigs.sink(EffectsPipeline.class, "any")))
                .containsOnlyKeys("npipeline.pipeline.param.effects");
    }

    @Test
    void failedTaskNamesNodeAndOffset() {
        environment.topics().create("poisoned", 1);
        environment.topics().send("poisoned", "a", "fine");
        environment.topics().send("poisoned", "a", EffectsPipeline.POISON);
        Path effects = environment.file("poisoned.txt");
        Map<String, String> config = ConnectorConfigs.sink(EffectsPipeline.class, "poisoned");
        config.put("npipeline.pipeline.param.effects", effects.toString());
        config.put("npipeline.retry.max", "1");
        environment.connect().put("poisoned", config);

        String trace = await().atMost(LIMIT)
                .until(
                        () -> environment
                                .connect()
                                .findStatus("poisoned")
                                .flatMap(ConnectorStatus::failure)
                                .orElse(""),
                        text -> !text.isEmpty());
        assertThat(trace)
                .contains("Node \"check\" failed on topic poisoned, partition 0, offset 1 at attempt 2: "
                        + "java.lang.IllegalArgumentException: this body is poison");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(environment.topics().committedRecords("poisoned"))
                        .isEqualTo(1));
    }

    @Test
    void malformedCsvLineBecomesADeadLetter() throws Exception {
        List<String> lines =
                Files.readAllLines(Path.of(System.getProperty("project.root"), "quickstart/data/birdstrikes.csv"));
        List<String> some = new ArrayList<>(lines.subList(0, 4));
        some.set(2, "one,column");
        Path file = environment.file("some.csv");
        Files.write(file, some);
        environment.topics().create("some-strikes", 1);
        Map<String, String> config = ConnectorConfigs.source("com.example.strikes.StrikesIngress", "some-strikes");
        config.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        config.put("value.converter.schemas.enable", "false");
        config.put("npipeline.pipeline.param.file", file.toString());
        config.put("npipeline.dead.letter.destination", "kafka");
        config.put("npipeline.dead.letter.topic", "some-dead-letters");
        environment.topics().create("some-dead-letters", 1);
        environment.connect().put("some-strikes", config);

        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(environment.topics().count("some-strikes")).isEqualTo(2);
            assertThat(environment.topics().count("some-dead-letters")).isEqualTo(1);
        });
        ConsumerRecord<String, String> letter =
                environment.topics().read("some-dead-letters").get(0);
        assertThat(letter.key()).isEqualTo("some.csv:3");
        JsonNode envelope = new ObjectMapper().readTree(letter.value());
        assertThat(envelope.fieldNames())
                .toIterable()
                .containsExactly(
                        "nodeId",
                        "originalItem",
                        "exceptionType",
                        "exceptionMessage",
                        "stackTrace",
                        "timestamp",
                        "correlationId",
                        "originalTopic",
                        "partition",
                        "offset");
        assertThat(envelope.path("nodeId").asText()).isEqualTo("rows");
        assertThat(envelope.path("originalItem").asText()).contains("one").contains("column");
        assertThat(new String(letter.headers().lastHeader("x-original-node").value(), StandardCharsets.UTF_8))
                .isEqualTo("rows");
    }

    private static Map<String, List<String>> validate(Map<String, String> config) {
        config.put("name", "validated");
        return environment.connect().validate(config);
    }
}

package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.npipeline.pipeline.PipelineDefinition;
import io.npipeline.testing.ValidationOf;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the source connector says of settings in the light of the worker's JDK, and of keys without a value. */
class SourceEnvironmentValidationTest {

    private final NPipelineSourceConnector connector = new NPipelineSourceConnector();
    private final Map<String, String> settings = new HashMap<>(Map.of(
            "name", "lines",
            "npipeline.topic", "lines",
            "npipeline.pipeline.class", TestPipelines.Valid.class.getName()));

    @Test
    void aTopicWithoutAValueIsNotSet() {
        settings.put("npipeline.topic", null);

        validate()
                .isRefused(
                        "npipeline.topic",
                        "Missing required configuration \"npipeline.topic\" which has no default value.");
    }

    @Test
    void virtualThreadsAreRefusedOnlyWhereThereAreNone() {
        settings.put("npipeline.threads", "virtual");

        if (Runtime.version().feature() >= 21) {
            validate().isAccepted();
        } else {
            validate()
                    .isRefused(
                            "npipeline.threads",
                            "Invalid value virtual for configuration npipeline.threads: must be auto or platform: "
                                    + "virtual threads need JDK 21, and this worker runs on "
                                    + Runtime.version().feature());
        }
    }

    static Stream<String> keys() {
        return Stream.concat(
                NPipelineSourceConnectorConfig.definition().names().stream(),
                Stream.of(
                        "name",
                        "value.converter",
                        "errors.tolerance",
                        "transforms",
                        "transforms.mask.predicate",
                        "predicates.isDead.pattern",
                        "npipeline.pipeline.param.directory"));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aKeyWithoutAValueIsNoDefectOfTheConnector(String key) {
        settings.put("npipeline.dead.letter.destination", "kafka");
        settings.put("npipeline.dead.letter.topic", "lines-dead");
        settings.put("transforms", "mask");
        settings.put("transforms.mask.predicate", "isDead");
        settings.put("transforms.mask.negate", "true");
        settings.put("predicates.isDead.type", "TopicNameMatches");
        settings.put("predicates.isDead.pattern", "lines-dead");
        settings.put(key, null);

        assertThatCode(this::validate).doesNotThrowAnyException();
    }

    @Test
    void aKeyWithoutAValueDoesNotPreventTheStart() {
        PipelineDefinition pipeline = SourceWorker.through(new ScriptedSource("a"), new ScriptedStep());
        Map<String, String> startable = new HashMap<>(RegisteredPipeline.settings(pipeline));
        startable.put("transforms", null);
        startable.put("npipeline.pipeline.param.currency", null);
        connector.start(startable);

        assertThat(connector.taskConfigs(1)).hasSize(1);
    }

    private ValidationOf validate() {
        return ValidationOf.settings(connector, settings);
    }
}

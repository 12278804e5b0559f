package io.npipeline.kafka.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.npipeline.testing.ValidationOf;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code validate()} says of settings in the light of the worker's own, of its JDK, and of keys without a value. */
class SinkEnvironmentValidationTest {

    private static final String DESTINATION = "npipeline.dead.letter.destination";
    private static final String DEAD_LETTER_TOPIC = "npipeline.dead.letter.topic";
    private static final String BOOTSTRAP_SERVERS = "npipeline.kafka.bootstrap.servers";

    private final NPipelineSinkConnector connector = new NPipelineSinkConnector();
    private final Map<String, String> settings =
            new HashMap<>(Map.of("name", "orders", "npipeline.pipeline.class", TestPipelines.Valid.class.getName()));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "topics       | orders-dead",
                "topics       | orders, orders-dead ,other",
                "topics.regex | orders-.*",
                "topics.regex | [a-z]+-dead",
            })
    void deadLettersMustNotGoToATopicThatTheConnectorReads(String key, String topics) {
        deadLettering();
        settings.put(key, topics);

        validate()
                .isRefused(
                        DEAD_LETTER_TOPIC,
                        "Invalid value orders-dead for configuration npipeline.dead.letter.topic: must not be one of the "
                                + "topics the connector reads");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "topics       | orders,orders-dead-letters",
                "topics       | orders-.*",
                "topics.regex | orders",
                "topics.regex | dead",
                "topics.regex | [",
            })
    void deadLettersMayGoToAnyOtherTopic(String key, String topics) {
        deadLettering();
        settings.put(key, topics);

        validate().isAccepted();
    }

    @Test
    void theDeadLetterTopicDoesNotMatterWithoutTheDestination() {
        settings.put(DEAD_LETTER_TOPIC, "orders");
        settings.put("topics", "orders");

        validate().isAccepted();
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
                NPipelineSinkConnectorConfig.definition().names().stream(),
                Stream.of(
                        "name",
                        "topics",
                        "topics.regex",
                        "consumer.override.bootstrap.servers",
                        "npipeline.kafka.client.id",
                        "npipeline.pipeline.param.currency"));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aKeyWithoutAValueIsNoDefectOfTheConnector(String key) {
        deadLettering();
        settings.put(key, null);

        assertThatCode(() -> ValidationOf.settings(connector, settings)).doesNotThrowAnyException();
        assertThatCode(() -> connector.start(settings)).doesNotThrowAnyException();
        assertThat(connector.taskConfigs(2)).hasSize(2);
    }

    private void deadLettering() {
        settings.put(DESTINATION, "kafka");
        settings.put(DEAD_LETTER_TOPIC, "orders-dead");
        settings.put(BOOTSTRAP_SERVERS, "broker:9092");
    }

    private ValidationOf validate() {
        return ValidationOf.settings(connector, settings);
    }
}

package io.npipeline.integration.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.npipeline.deployment.ConnectClientException;
import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.ConnectorConfigs;
import io.npipeline.integration.pipelines.NumberedOutputsPipeline;
import io.npipeline.integration.sibling.BackwardsConverter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A relay on a real worker, undisturbed. */
class RelayIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static ConnectEnvironment environment;

    @BeforeAll
    static void start() {
        environment = RelayEnvironment.exactlyOnce(RelayIT.class);
    }

    @AfterAll
    static void stop() {
        environment.close();
    }

    private static Map<String, String> relay(String from, String to) {
        Map<String, String> config = ConnectorConfigs.relay(
                NumberedOutputsPipeline.class, from, to, environment.broker().bootstrapServers());
        config.put("npipeline.pipeline.param.outputs", "1");
        config.put("npipeline.pipeline.param.work.ms", "0");
        config.put("npipeline.dead.letter.destination", "kafka");
        config.put("npipeline.dead.letter.topic", DeadLetters.TOPIC);
        return config;
    }

    private static List<String> values(String topic) {
        return environment.topics().read(topic).stream()
                .map(record -> String.valueOf(record.value()))
                .toList();
    }

    @Test
    void aConverterOfSourceRecordsMayLieInAnotherPluginFolder() {
        environment.topics().create("backwards", 1);
        environment.topics().create("forwards", 1);
        environment.topics().send("backwards", "k", "olleh");
        Map<String, String> config = relay("backwards", "forwards");
        config.put("npipeline.source.value.converter", BackwardsConverter.class.getName());

        environment.connect().put("sibling", config);

        await().atMost(LIMIT).until(() -> values("forwards").equals(List.of("hello/1")));
    }

    @Test
    void latestBeginsBehindWhatIsThereAndResumesWhereItWas() {
        environment.topics().create("news", 1);
        environment.topics().create("read-news", 1);
        environment.topics().send("news", "k", "old");
        Map<String, String> config = relay("news", "read-news");
        config.put("npipeline.source.start.at", "latest");
        environment.connect().put("latest", config);
        environment.connect().waitUntilRunning("latest", 1, LIMIT);
        // The consumer looks for the end some time after the task has started, so more than one record may come before.
        await().atMost(LIMIT).until(() -> {
            environment.topics().send("news", "k", "new");
            return values("read-news").contains("new/1");
        });
        environment.connect().stop("latest");
        await().atMost(LIMIT)
                .until(() -> environment.connect().offsets("latest").toString().contains("\"offset\":"));
        environment.topics().send("news", "k", "while stopped");

        environment.connect().resume("latest");

        await().atMost(LIMIT).until(() -> values("read-news").contains("while stopped/1"));
        assertThat(values("read-news")).doesNotContain("old/1");
        assertThat(values("read-news").stream().filter("while stopped/1"::equals))
                .hasSize(1);
    }

    @Test
    void aTopicThatDoesNotExistFailsTheConnectorWithItsName() {
        Map<String, String> config = relay("nowhere", "somewhere");
        environment.connect().put("missing", config);

        await().atMost(LIMIT).untilAsserted(() -> assertThat(
                        environment.connect().findStatus("missing"))
                .hasValueSatisfying(status -> assertThat(status.failure()).hasValueSatisfying(trace -> assertThat(trace)
                        .contains("The topic \"nowhere\" of npipeline.source.topics does not exist at "))));
    }

    @Test
    void halfOfExactlyOnceIsRefusedOnTheKeyThatIsMissing() {
        Map<String, String> config = relay("a", "b");
        config.remove("transaction.boundary");

        assertThat(environment.connect().validate(config))
                .containsEntry(
                        "transaction.boundary",
                        List.of("Invalid value null for configuration transaction.boundary: must be connector when "
                                + "npipeline.delivery.semantic is exactly_once"));
        assertThatThrownBy(() -> environment.connect().put("half", config))
                .isInstanceOf(ConnectClientException.class)
                .hasMessageContaining("must be connector when npipeline.delivery.semantic is exactly_once");
    }

    @Test
    void storedPositionsCanBeReadAndAltered() {
        environment.topics().create("numbers", 1);
        environment.topics().create("read-numbers", 1);
        List.of("1", "2", "3").forEach(number -> environment.topics().send("numbers", "k", number));
        environment.connect().put("altered", relay("numbers", "read-numbers"));
        await().atMost(LIMIT).until(() -> values("read-numbers").equals(List.of("1/1", "2/1", "3/1")));
        environment.connect().stop("altered");
        await().atMost(LIMIT)
                .until(() -> environment.connect().offsets("altered").equals(offsets("{\"v\": 1, \"offset\": 3}")));

        environment.connect().alterOffsets("altered", offsets("{\"v\": 1, \"offset\": 2}"));
        environment.connect().resume("altered");

        await().atMost(LIMIT).until(() -> values("read-numbers").equals(List.of("1/1", "2/1", "3/1", "3/1")));
        environment.connect().stop("altered");
        await().atMost(LIMIT).untilAsserted(() -> assertThatThrownBy(
                        () -> environment.connect().alterOffsets("altered", offsets("{\"v\": 1, \"offset\": -2}")))
                .hasMessageContaining("\\\"offset\\\" must be a whole number from 0"));
    }

    private static JsonNode offsets(String position) {
        try {
            return new ObjectMapper()
                    .readTree("{\"offsets\": [{\"partition\": {\"partition\": 0, \"topic\": \"numbers\"}, \"offset\": "
                            + position + "}]}");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

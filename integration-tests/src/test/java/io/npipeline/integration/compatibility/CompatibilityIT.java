package io.npipeline.integration.compatibility;

import static io.npipeline.integration.compatibility.TriedConnectors.RECORDS;
import static io.npipeline.integration.compatibility.TriedConnectors.SPECIAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.npipeline.deployment.ConnectClientException;
import io.npipeline.integration.environment.Broker;
import io.npipeline.integration.environment.CommittedPosition;
import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.ConnectorConfigs;
import io.npipeline.integration.environment.EffectLines;
import io.npipeline.integration.environment.PluginArchive;
import io.npipeline.integration.environment.PluginFolder;
import io.npipeline.integration.environment.Topics;
import io.npipeline.integration.pipelines.HeldEffectsPipeline;
import io.npipeline.integration.pipelines.PoisonedEffectsPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The archive as users unpack it, on workers of four versions, one after the other on a broker of the newest. */
@ParameterizedClass(name = "Kafka {0}")
@EnumSource
class CompatibilityIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Path folder;
    private static Path pluginPath;
    private static Broker broker;
    private static Topics topics;
    private static @Nullable TriedConnectors current;

    private final WorkerVersion version;

    CompatibilityIT(WorkerVersion version) {
        this.version = version;
    }

    @BeforeAll
    static void startBroker() throws IOException {
        folder = ConnectEnvironment.newFolder(CompatibilityIT.class);
        pluginPath = folder.resolve("plugins");
        PluginFolder.writePipelines(PluginArchive.unpack(pluginPath).resolve("integration-pipelines.jar"));
        broker = Broker.start(folder.resolve("broker"), Map.of());
        topics = new Topics(broker.bootstrapServers());
    }

    @AfterAll
    static void stopBroker() {
        topics.close();
        broker.close();
    }

    /** All connectors run from here on, so that no test waits for what another could have waited for. */
    @BeforeParameterizedClassInvocation
    static void startWorker(WorkerVersion version) throws IOException {
        VersionedWorker started = VersionedWorker.start(version, broker, pluginPath, folder);
        current = new TriedConnectors(started, topics, broker.bootstrapServers());
        current.post();
    }

    @AfterParameterizedClassInvocation
    static void stopWorker() {
        worker().close();
    }

    private static TriedConnectors connectors() {
        return Objects.requireNonNull(current);
    }

    private static VersionedWorker worker() {
        return connectors().worker();
    }

    @Test
    void theWorkerIsOfTheVersionAndFindsBothConnectors() throws Exception {
        assertThat(worker().reportedVersion()).isEqualTo(version.toString());
        assertThat(worker().answers("/health")).isEqualTo(WorkerPart.HEALTH.isIn(version));
        assertThat(worker().connect().plugins().findValuesAsText("class"))
                .contains(
                        "io.npipeline.kafka.connect.sink.NPipelineSinkConnector",
                        "io.npipeline.kafka.connect.source.NPipelineSourceConnector");
    }

    @Test
    void everyRecordOfAnEgressHasItsEffectOrIsADeadLetterOnce() {
        await().atMost(LIMIT).until(() -> topics.committedRecords(worker().named("egress")) == RECORDS);

        assertThat(EffectLines.bodies(worker().file("egress.txt")))
                .containsExactlyInAnyOrderElementsOf(connectors().good());
        assertThat(deadLetters("egress-dead-letters"))
                .containsExactlyInAnyOrderElementsOf(connectors().poison());
    }

    @Test
    void theNextTaskOfAnEgressReadsTheOffsetMap() throws IOException {
        String name = worker().named("held");
        Path effects = worker().file("held.txt");
        await().atMost(LIMIT).until(() -> named(name) == RECORDS - SPECIAL);
        assertThat(EffectLines.bodies(effects)).hasSize(RECORDS).doesNotHaveDuplicates();

        stop(name);
        Files.delete(worker().file("gate"));
        worker().connect().resume(name);
        await().atMost(LIMIT).until(() -> topics.committedRecords(name) == RECORDS);

        List<String> again = EffectLines.bodies(effects)
                .subList(RECORDS, EffectLines.bodies(effects).size());
        assertThat(again).hasSize(SPECIAL).allMatch(body -> body.startsWith(HeldEffectsPipeline.HELD));
    }

    @Test
    void anIngressIsExactlyOnceAndTellsItsSourceWhatIsStored() {
        String name = worker().named("ingress");
        await().atMost(LIMIT).until(() -> Files.exists(worker().file("rows/done/rows.csv")));

        assertThat(values(name))
                .containsExactlyElementsOf(IntStream.range(0, RECORDS)
                        .mapToObj(i -> "rows.csv:" + i)
                        .toList());
        assertThat(worker().connect().offsets(name).toString()).contains("\"file\":\"rows.csv\"");
    }

    @Test
    void aRelayIsExactlyOnceAndBeginsAgainWhenItsOffsetsAreReset() throws IOException {
        String name = worker().named("relay");
        List<String> once =
                connectors().good().stream().map(body -> body + "/1").toList();
        awaitRelayed(1);
        assertThat(values(worker().named("relayed"))).containsExactlyInAnyOrderElementsOf(once);
        assertThat(deadLetters("relay-dead-letters"))
                .containsExactlyInAnyOrderElementsOf(connectors().poison());

        stop(name);
        assertThatThrownBy(() -> worker().connect().alterOffsets(name, JSON.readTree("""
                                {"offsets": [{"partition": {"topic": "%s", "partition": 0},
                                              "offset": {"v": 1, "offset": -1}}]}""".formatted(name))))
                .isInstanceOf(ConnectClientException.class)
                .hasMessageContaining("cannot be altered");
        worker().connect().resetOffsets(name);
        assertThat(worker().connect().offsets(name).path("offsets")).isEmpty();
        worker().connect().resume(name);
        awaitRelayed(2);
        assertThat(values(worker().named("relayed")))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(once.stream(), once.stream()).toList());
    }

    @Test
    void validationAnswersWithOurErrors() {
        Map<String, String> egress = ConnectorConfigs.sink(PoisonedEffectsPipeline.class, "any");
        egress.put("name", "any");
        egress.put("npipeline.pipeline.class", "com.example.Nowhere");
        assertThat(worker().connect().validate(egress))
                .containsExactly(Map.entry(
                        "npipeline.pipeline.class",
                        List.of(
                                "Invalid value com.example.Nowhere for configuration npipeline.pipeline.class: the class "
                                        + "was not found; its jar belongs in the plugin folder of the connector")));

        Map<String, String> relay = connectors().relay("any");
        relay.put("name", "any");
        relay.remove("exactly.once.support");
        assertThat(worker().connect().validate(relay))
                .hasEntrySatisfying("exactly.once.support", errors -> assertThat(errors)
                        .anyMatch(error ->
                                error.contains("must be required when npipeline.delivery.semantic is exactly_once")));
    }

    @ParameterizedTest
    @EnumSource
    void whatTheWorkerLacksIsSaidAndNothingElse(WorkerPart part) throws IOException {
        await().atMost(LIMIT).until(() -> Files.exists(worker().file("rows/done/rows.csv")));

        part.logLine().ifPresent(line -> {
            if (part.isIn(version)) {
                assertThat(worker().log()).doesNotContain(line);
            } else {
                assertThat(worker().log()).contains(line);
            }
        });
    }

    @Test
    void nothingIsCalledThatTheWorkerDoesNotHave() {
        await().atMost(LIMIT).until(() -> Files.exists(worker().file("rows/done/rows.csv")));

        assertThat(worker().log())
                .as("what is logged at all")
                .contains("is dead-lettered")
                .doesNotContain(
                        "NoSuchMethodError",
                        "NoSuchFieldError",
                        "NoClassDefFoundError",
                        "AbstractMethodError",
                        "IncompatibleClassChangeError");
    }

    private static void stop(String connector) {
        worker().connect().stop(connector);
        await().atMost(LIMIT).until(() -> worker().connect()
                .findStatus(connector)
                .filter(status ->
                        status.state().equals("STOPPED") && status.tasks().isEmpty())
                .isPresent());
    }

    private static void awaitRelayed(int times) {
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(values(worker().named("relayed")))
                    .hasSizeGreaterThanOrEqualTo(times * connectors().good().size());
            assertThat(topics.read(worker().named("relay-dead-letters")))
                    .hasSizeGreaterThanOrEqualTo(times * connectors().poison().size());
        });
    }

    private static long named(String connector) {
        return topics.committedWithMetadata(connector).values().stream()
                .mapToLong(committed -> CommittedPosition.of(committed.offset(), committed.metadata())
                        .named())
                .sum();
    }

    private static List<String> values(String topic) {
        return topics.read(topic).stream()
                .map(record -> String.valueOf(record.value()))
                .toList();
    }

    /** The bodies that were dead-lettered. */
    private static List<String> deadLetters(String topic) {
        return values(worker().named(topic)).stream()
                .map(CompatibilityIT::originalItem)
                .toList();
    }

    private static String originalItem(String letter) {
        try {
            return JSON.readTree(letter).path("originalItem").asText();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(letter, e);
        }
    }
}

package io.npipeline.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link ConnectClient#deploy}: when a connector counts as running, and what ends the wait for it. */
@Timeout(50)
class DeploymentTest {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final ConnectorConfiguration CONNECTOR = connector(Map.of());

    private static final String VALIDATE = "PUT /connector-plugins/a.B/config/validate";
    private static final String POST = "PUT /connectors/x/config";
    private static final String STATUS = "GET /connectors/x/status";
    private static final String TASKS = "GET /connectors/x/tasks";

    private ScriptedWorker worker;
    private ConnectClient client;

    @BeforeEach
    void startWorker() throws IOException {
        worker = new ScriptedWorker();
        client = new ConnectClient(worker.address());
    }

    @AfterEach
    void stopWorker() {
        worker.close();
    }

    private static ConnectorConfiguration connector(Map<String, String> more) {
        Map<String, String> config = new HashMap<>(Map.of("connector.class", "a.B", "npipeline.topic", "new"));
        config.putAll(more);
        return new ConnectorConfiguration("x", config);
    }

    /** The worker finds nothing wrong and takes the configuration. */
    private void acceptAll() {
        worker.answer(VALIDATE, 200, "{\"configs\": []}");
        worker.answer(POST, 201, "{}");
    }

    private void unknown() {
        worker.answer(STATUS, 404, "{}");
    }

    /** A state for each task, with its trace behind a colon if it failed. */
    private void status(String connector, String... tasks) {
        StringBuilder states = new StringBuilder();
        for (int task = 0; task < tasks.length; task++) {
            states.append(task == 0 ? "" : ",").append("{\"id\": ").append(task).append(", ");
            states.append(state(tasks[task])).append("}");
        }
        worker.answer(
                STATUS,
                200,
                "{\"name\": \"x\", \"connector\": {" + state(connector) + "}, \"tasks\": [" + states + "]}");
    }

    private static String state(String stateAndTrace) {
        String[] parts = stateAndTrace.split(":", 2);
        return "\"state\": \"" + parts[0] + "\", \"trace\": \"" + (parts.length == 1 ? "" : parts[1]) + "\"";
    }

    private void tasks(int count, String topic) {
        String task = """
                {"config": {"connector.class": "a.B", "npipeline.topic": "%s", "task.class": "a.Task", "name": "x",
                  "npipeline.task.id": "0"}}""".formatted(topic);
        worker.answer(TASKS, 200, "[" + String.join(",", Collections.nCopies(count, task)) + "]");
    }

    @Test
    void aConnectorIsDeployedOnceItsTasksRunWithTheNewConfiguration() {
        worker.answer(POST, 409, "{\"message\":\"rebalance\"}");
        acceptAll();
        unknown();
        unknown();
        status("RUNNING", "UNASSIGNED");
        status("RUNNING", "RUNNING");
        tasks(1, "old");
        tasks(1, "new");

        ConnectorStatus status = client.deploy(CONNECTOR, LIMIT);

        assertThat(status.isRunning(1)).isTrue();
        assertThat(worker.requests())
                .containsSubsequence(
                        POST + " {\"connector.class\":\"a.B\",\"npipeline.topic\":\"new\"}",
                        POST + " {\"connector.class\":\"a.B\",\"npipeline.topic\":\"new\"}",
                        TASKS + " ",
                        STATUS + " ",
                        TASKS + " ");
    }

    @Test
    void aStatusThatLagsBehindTheConfigurationIsNotBelieved() {
        acceptAll();
        status("RUNNING", "RUNNING");
        status("RUNNING", "RUNNING");
        status("RUNNING", "RUNNING");
        status("RUNNING", "UNASSIGNED");
        status("RUNNING", "FAILED:no database");
        tasks(1, "new");

        assertThatThrownBy(() -> client.deploy(CONNECTOR, LIMIT))
                .isInstanceOf(ConnectClientException.class)
                .hasMessage("task 0 of connector x failed: no database");
    }

    @Test
    void connectorsOfOthersAreWatchedAsLong() {
        acceptAll();
        status("RUNNING", "RUNNING");
        status("RUNNING", "RUNNING");
        status("RUNNING", "FAILED:no database");
        worker.answer(TASKS, 200, "[{\"config\": {\"file\": \"a\"}}]");

        assertThatThrownBy(() -> client.deploy(CONNECTOR, LIMIT))
                .hasMessage("task 0 of connector x failed: no database");
    }

    @Test
    void aConnectorMayHaveItsNameAmongItsSettings() {
        acceptAll();
        unknown();
        status("RUNNING", "RUNNING");
        tasks(1, "new");

        assertThat(client.deploy(connector(Map.of("name", "x")), LIMIT).isRunning(1))
                .isTrue();
    }

    @Test
    void aTaskThatFailsWithTheNewConfigurationEndsTheDeploymentWithItsTrace() {
        acceptAll();
        status("RUNNING", "FAILED:old database");
        status("RUNNING", "FAILED:no database");

        assertThatThrownBy(() -> client.deploy(CONNECTOR, LIMIT))
                .isInstanceOf(ConnectClientException.class)
                .hasMessage("task 0 of connector x failed: no database");
    }

    @Test
    void allTasksThatHadFailedBeforeAreGivenTimeToBeStartedAnew() {
        acceptAll();
        status("RUNNING", "FAILED:old database", "FAILED:old queue");
        status("RUNNING", "FAILED:old database", "FAILED:old queue");
        status("RUNNING", "UNASSIGNED", "FAILED:old queue");
        status("RUNNING", "RUNNING", "RUNNING");
        tasks(2, "new");

        assertThat(client.deploy(CONNECTOR, LIMIT).isRunning(2)).isTrue();
    }

    @Test
    void soIsAConnectorWithItsTasks() {
        acceptAll();
        status("FAILED:no such topic", "FAILED:old database");
        status("FAILED:no such topic", "FAILED:old database");
        status("RUNNING", "FAILED:old database");
        status("RUNNING", "RUNNING");
        tasks(1, "new");

        assertThat(client.deploy(CONNECTOR, LIMIT).isRunning(1)).isTrue();
    }

    @Test
    void aTaskThatStaysFailedIsReportedWhenTimeIsUp() {
        acceptAll();
        status("RUNNING", "FAILED:old database");

        assertThatThrownBy(() -> client.deploy(CONNECTOR, Duration.ZERO))
                .hasMessage("task 0 of connector x failed: old database");
    }

    @Test
    void aConnectorThatDoesNotComeUpIsReportedWithItsStatusWhenTimeIsUp() {
        acceptAll();
        unknown();

        assertThatThrownBy(() -> client.deploy(CONNECTOR, Duration.ZERO))
                .isInstanceOf(ConnectClientException.class)
                .hasMessage(
                        "Connector x does not run with all its tasks and this configuration after 0 s; its status is "
                                + "Optional.empty");
    }

    @Test
    void aWorkerThatCannotTellForAWhileIsAskedAgain() {
        acceptAll();
        unknown();
        worker.answer(STATUS, 500, "{\"message\":\"IO Error trying to forward REST request\"}");
        worker.cutOff(STATUS);
        status("RUNNING", "RUNNING");
        worker.answer(TASKS, 404, "{}");
        worker.answer(TASKS, 500, "{}");
        worker.cutOff(TASKS);
        tasks(1, "new");

        assertThat(client.deploy(CONNECTOR, LIMIT).isRunning(1)).isTrue();
    }

    @Test
    void whatAWorkerSaysLastIsReportedWhenTimeIsUp() {
        acceptAll();
        unknown();
        worker.answer(STATUS, 500, "{\"message\":\"no leader\"}");

        assertThatThrownBy(() -> client.deploy(CONNECTOR, Duration.ZERO))
                .hasMessage(STATUS + " answered 500: {\"message\":\"no leader\"}");
    }

    @Test
    void anAnswerThatIsNotPassingEndsTheWait() {
        acceptAll();
        unknown();
        worker.answer(STATUS, 403, "{}");

        assertThatThrownBy(() -> client.deploy(CONNECTOR, LIMIT)).hasMessage(STATUS + " answered 403: {}");
    }

    @Test
    void aWorkerThatDoesNotAnswerIsNotWaitedForBeyondTheLimit() {
        worker.beSilent(VALIDATE);

        assertThatThrownBy(() -> client.deploy(CONNECTOR, Duration.ofMillis(10)))
                .isInstanceOf(ConnectClientException.class)
                .hasMessageContaining("had no answer");
    }

    @Test
    void aConnectorThatIsRefusedIsNotPostedAndAllErrorsAreGiven() {
        worker.answer(VALIDATE, 200, """
                {"configs": [
                  {"value": {"name": "npipeline.topic", "errors": ["is missing", "is odd"]}},
                  {"value": {"name": "connector.class", "errors": ["is unknown"]}}]}""");

        assertThatThrownBy(() -> client.deploy(CONNECTOR, LIMIT))
                .isInstanceOfSatisfying(ConnectorRefusedException.class, refused -> {
                    assertThat(refused.errors())
                            .containsExactly(
                                    Map.entry("connector.class", List.of("is unknown")),
                                    Map.entry("npipeline.topic", List.of("is missing", "is odd")));
                    assertThat(refused.status()).isEqualTo(400);
                })
                .hasMessage("""
                        The worker refuses the configuration of connector x:
                          connector.class: is unknown
                          npipeline.topic: is missing
                          npipeline.topic: is odd""");
        assertThat(worker.requests()).singleElement().asString().startsWith(VALIDATE);
    }

    @Test
    void whatAReferenceStandsForIsNotRepeated() {
        worker.answer(VALIDATE, 200, """
                {"configs": [
                  {"value": {"name": "npipeline.kafka.sasl.jaas.config", "errors": ["secret is odd", "secret is long"]}},
                  {"value": {"name": "user.info", "errors": ["secret has no colon"]}},
                  {"value": {"name": "npipeline.topic", "errors": ["is odd"]}}]}""");
        ConnectorConfiguration looksUp = connector(Map.of(
                "npipeline.kafka.sasl.jaas.config", "a ${file:/secrets:x} b",
                "value.converter.user.info", "${file:/secrets:y}"));

        assertThatThrownBy(() -> client.deploy(looksUp, LIMIT))
                .isInstanceOfSatisfying(ConnectorRefusedException.class, refused -> assertThat(refused.errors())
                        .containsOnlyKeys("npipeline.kafka.sasl.jaas.config", "user.info", "npipeline.topic")
                        .containsEntry("npipeline.kafka.sasl.jaas.config", List.of(Validation.HIDDEN))
                        .containsEntry("npipeline.topic", List.of("is odd")))
                .hasMessageNotContaining("secret ");
    }

    @Test
    void norIsItWhenTheWorkerRefusesWhatItHadValidated() {
        worker.answer(VALIDATE, 200, "{\"configs\": []}");
        worker.answer(POST, 400, "{\"message\":\"secret is odd\"}");
        unknown();

        assertThatThrownBy(() -> client.deploy(connector(Map.of("password", "${file:/s:x}")), LIMIT))
                .hasMessage(POST + " answered 400: " + Validation.HIDDEN)
                .hasNoCause();
        assertThatThrownBy(() -> client.deploy(CONNECTOR, LIMIT))
                .hasMessage(POST + " answered 400: {\"message\":\"secret is odd\"}");
    }
}

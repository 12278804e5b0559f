package io.npipeline.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectClientTest {

    private record Answer(int status, String body) {}

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private volatile @Nullable String login;
    private HttpServer server;
    private ConnectClient client;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            if (login != null && !login.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"worker\"");
                exchange.sendResponseHeaders(401, -1);
                exchange.close();
                return;
            }
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath() + " " + body);
            Answer answer = answers.remove();
            byte[] content = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        server.start();
        client = new ConnectClient(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void putsAFullBodyUnderItsName() throws IOException {
        answers.add(new Answer(201, "{}"));

        client.put(new ObjectMapper().readTree("{\"name\": \"my sink\", \"config\": {\"topics\": \"a\"}}"));

        assertThat(requests).containsExactly("PUT /connectors/my%20sink/config {\"topics\":\"a\"}");
    }

    @Test
    void aBodyWithoutNameOrConfigIsRefused() throws IOException {
        var body = new ObjectMapper().readTree("{\"name\": \"x\"}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.put(body))
                .withMessage("Not a connector: it needs \"name\" and \"config\", and has [name]");
    }

    @Test
    void anErrorCarriesRequestStatusAndBody() {
        answers.add(new Answer(400, "{\"message\":\"no such class\"}"));

        assertThatThrownBy(() -> client.put("x", Map.of()))
                .isInstanceOf(ConnectClientException.class)
                .hasMessage("PUT /connectors/x/config answered 400: {\"message\":\"no such class\"}");
    }

    @Test
    void aRebalanceIsWaitedFor() {
        answers.add(new Answer(409, "{\"message\":\"rebalance\"}"));
        answers.add(new Answer(204, ""));

        client.delete("x");

        assertThat(requests).containsExactly("DELETE /connectors/x ", "DELETE /connectors/x ");
    }

    @Test
    void noAnswerNamesTheAddress() {
        server.stop(0);

        assertThatThrownBy(() -> client.plugins())
                .hasMessageStartingWith("GET " + client.address() + "/connector-plugins")
                .hasMessageContaining("had no answer");
        assertThat(client.isHealthy()).isFalse();
    }

    @Test
    void aWorkerIsHealthyWhenItSaysSo() {
        answers.add(new Answer(200, "{}"));
        answers.add(new Answer(503, "{}"));

        assertThat(client.isHealthy()).isTrue();
        assertThat(client.isHealthy()).isFalse();
        assertThat(requests).containsExactly("GET /health ", "GET /health ");
    }

    @Test
    void aWorkerThatDoesNotSaySoIsHealthyWhenItListsItsConnectors() {
        answers.add(new Answer(404, ""));
        answers.add(new Answer(404, ""));
        answers.add(new Answer(404, ""));
        answers.add(new Answer(200, "[]"));

        assertThat(client.isHealthy()).isFalse();
        assertThat(client.isHealthy()).isTrue();
        assertThat(requests).containsExactly("GET /health ", "GET /connectors ", "GET /health ", "GET /connectors ");
    }

    @Test
    void validationErrorsAreGivenByKey() {
        answers.add(new Answer(200, """
                {"configs": [
                  {"value": {"name": "topics", "errors": []}},
                  {"value": {"name": "npipeline.pipeline.class", "errors": ["is missing"]}}]}"""));

        assertThat(client.validate(Map.of("connector.class", "a.B")))
                .containsExactly(Map.entry("npipeline.pipeline.class", List.of("is missing")));
        assertThat(requests.get(0)).startsWith("PUT /connector-plugins/a.B/config/validate ");
    }

    @Test
    void anUnknownConnectorHasNoStatus() {
        answers.add(new Answer(404, "{\"message\":\"No status found\"}"));

        assertThat(client.findStatus("x")).isEmpty();
    }

    @Test
    void theStatusTellsWhichWorkerHasATask() {
        answers.add(new Answer(200, """
                {"name": "x", "connector": {"state": "RUNNING", "worker_id": "a:1"}, "tasks": [
                  {"id": 0, "state": "RUNNING", "worker_id": "b:2"}]}"""));

        assertThat(client.findStatus("x")).hasValueSatisfying(status -> assertThat(status.tasks())
                .containsExactly(new ConnectorStatus.Task(0, "RUNNING", "b:2", "")));
    }

    @Test
    void aTaskIsRestartedByItsNumber() {
        answers.add(new Answer(204, ""));

        client.restartTask("x", 1);

        assertThat(requests).containsExactly("POST /connectors/x/tasks/1/restart ");
    }

    @Test
    void aFailedTaskEndsTheWaitWithItsTrace() {
        answers.add(new Answer(200, """
                {"name": "x", "connector": {"state": "RUNNING"}, "tasks": [
                  {"id": 0, "state": "RUNNING"},
                  {"id": 1, "state": "FAILED", "trace": "no database"}]}"""));

        assertThatThrownBy(() -> client.waitUntilRunning("x", 2, Duration.ofSeconds(5)))
                .isInstanceOf(ConnectClientException.class)
                .hasMessage("task 1 of connector x failed: no database");
    }

    @Test
    void whatIsLoggedCanBeChanged() {
        answers.add(new Answer(200, "[\"a.B\"]"));

        client.setLogLevel("a.B", "DEBUG");

        assertThat(requests).containsExactly("PUT /admin/loggers/a.B {\"level\":\"DEBUG\"}");
    }

    @Test
    void theConfigurationIsReadAsItWasPosted() {
        answers.add(new Answer(200, "{\"topics\": \"a\", \"name\": \"x\"}"));

        assertThat(client.config("x")).isEqualTo(Map.of("topics", "a", "name", "x"));
    }

    @Test
    void aWorkerMayBeBehindAPathAndALogin() {
        answers.add(new Answer(200, "[]"));
        HttpClient loggingIn = HttpClient.newBuilder()
                .authenticator(new Authenticator() {
                    @Override
                    protected PasswordAuthentication getPasswordAuthentication() {
                        return new PasswordAuthentication("operator", "secret".toCharArray());
                    }
                })
                .build();
        login = "Basic " + Base64.getEncoder().encodeToString("operator:secret".getBytes(StandardCharsets.UTF_8));

        new ConnectClient(URI.create(client.address() + "/connect/"), loggingIn).plugins();

        assertThat(requests).containsExactly("GET /connect/connector-plugins ");
    }
}

package io.npipeline.quickstart.environment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The REST API of a worker. Requests that meet a rebalance are repeated for a while. An answer that is not a success is
 * a {@link ConnectClientException} that carries its body.
 *
 * <p>Thread safe.
 */
public final class ConnectClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(60);
    private static final Duration HEALTH_LIMIT = Duration.ofSeconds(2);
    private static final Duration REBALANCE_LIMIT = Duration.ofSeconds(30);
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final URI address;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    public ConnectClient(URI address) {
        this.address = address;
    }

    public URI address() {
        return address;
    }

    /** Whether the worker is ready to answer requests. */
    public boolean isHealthy() {
        try {
            return send("GET", "/health", null, HEALTH_LIMIT).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Every plugin the worker found: class, type and version. */
    public JsonNode plugins() {
        return request("GET", "/connector-plugins?connectorsOnly=false", null);
    }

    /** Creates a connector, or gives it another configuration, from a full body <code>{"name": …, "config": {…}}</code>. */
    public void put(JsonNode body) {
        String name = body.path("name").asText();
        if (name.isEmpty() || !body.path("config").isObject()) {
            throw new IllegalArgumentException("Not a connector: it needs \"name\" and \"config\": " + body);
        }
        request("PUT", connector(name) + "/config", body.path("config"));
    }

    /** Creates a connector, or gives it another configuration. */
    public void put(String name, Map<String, String> config) {
        request("PUT", connector(name) + "/config", JSON.valueToTree(config));
    }

    /** The errors that validation finds, by configuration key; empty when there are none. */
    public Map<String, List<String>> validate(Map<String, String> config) {
        String pluginClass = config.getOrDefault("connector.class", "");
        String path = "/connector-plugins/" + encode(pluginClass) + "/config/validate";
        Map<String, List<String>> errors = new TreeMap<>();
        for (JsonNode setting : request("PUT", path, JSON.valueToTree(config)).path("configs")) {
            JsonNode value = setting.path("value");
            List<String> messages = new ArrayList<>();
            value.path("errors").forEach(message -> messages.add(message.asText()));
            if (!messages.isEmpty()) {
                errors.put(value.path("name").asText(), messages);
            }
        }
        return errors;
    }

    /** How a connector is; empty when the worker does not know it, or not yet. */
    public Optional<ConnectorStatus> findStatus(String name) {
        try {
            return Optional.of(ConnectorStatus.parse(request("GET", connector(name) + "/status", null)));
        } catch (ConnectClientException e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Returns when the connector and exactly so many tasks run.
     *
     * @throws ConnectClientException with the trace when one of them failed, or with the last status when the limit passed
     */
    public void waitUntilRunning(String name, int tasks, Duration limit) {
        Waiting.until(
                limit,
                () -> {
                    Optional<ConnectorStatus> status = findStatus(name);
                    status.flatMap(ConnectorStatus::failure).ifPresent(failure -> {
                        throw new ConnectClientException(0, failure);
                    });
                    return status.filter(found -> found.isRunning(tasks)).isPresent();
                },
                () -> "Connector " + name + " does not run with " + tasks + " task(s) after " + limit.toSeconds()
                        + " s; its status is " + findStatus(name));
    }

    /** The configurations of a connector's tasks. */
    public JsonNode tasks(String name) {
        return request("GET", connector(name) + "/tasks", null);
    }

    /** The offsets that are stored for a connector. */
    public JsonNode offsets(String name) {
        return request("GET", connector(name) + "/offsets", null);
    }

    /** Replaces the offsets of a stopped connector. */
    public void alterOffsets(String name, JsonNode offsets) {
        request("PATCH", connector(name) + "/offsets", offsets);
    }

    /** Forgets the offsets of a stopped connector. */
    public void resetOffsets(String name) {
        request("DELETE", connector(name) + "/offsets", null);
    }

    /** Ends a connector's tasks and keeps its configuration and offsets. Returns before they have ended. */
    public void stop(String name) {
        request("PUT", connector(name) + "/stop", null);
    }

    /** Lets tasks rest without ending them. */
    public void pause(String name) {
        request("PUT", connector(name) + "/pause", null);
    }

    /** Goes on after {@link #stop} or {@link #pause}. */
    public void resume(String name) {
        request("PUT", connector(name) + "/resume", null);
    }

    /** Starts a connector and its tasks anew. */
    public void restart(String name) {
        request("POST", connector(name) + "/restart?includeTasks=true", null);
    }

    /** Starts one task of a connector anew. */
    public void restartTask(String name, int task) {
        request("POST", connector(name) + "/tasks/" + task + "/restart", null);
    }

    /** Removes a connector. */
    public void delete(String name) {
        request("DELETE", connector(name), null);
    }

    private JsonNode request(String method, String path, @Nullable JsonNode body) {
        long deadline = System.nanoTime() + REBALANCE_LIMIT.toNanos();
        try {
            HttpResponse<String> response = send(method, path, body, REQUEST_LIMIT);
            while (response.statusCode() == CONFLICT && System.nanoTime() - deadline < 0) {
                Waiting.pause();
                response = send(method, path, body, REQUEST_LIMIT);
            }
            if (response.statusCode() / 100 != 2) {
                throw new ConnectClientException(
                        response.statusCode(),
                        method + " " + path + " answered " + response.statusCode() + ": " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new ConnectClientException(method + " " + address + path + " had no answer: " + e, e);
        }
    }

    private HttpResponse<String> send(String method, String path, @Nullable JsonNode body, Duration limit)
            throws IOException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(limit)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw EnvironmentException.interrupted("waiting for " + method + " " + path, e);
        }
    }

    private static String connector(String name) {
        return "/connectors/" + encode(name);
    }

    /** Of a path segment, where a blank is {@code %20}. */
    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Reads a connector's full body from a file. */
    public static JsonNode readBody(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("Not a JSON file: " + file, e);
        }
    }
}

package io.npipeline.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The REST API of a worker. Requests that meet a rebalance are repeated for a while. An answer that is not a success is
 * a {@link ConnectClientException} that carries its body.
 *
 * <p>Thread safe.
 */
public final class ConnectClient {

    private static final Duration HEALTH_LIMIT = Duration.ofSeconds(2);
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final RestApi api;

    /** The worker at an address such as {@code http://localhost:8083}. */
    public ConnectClient(URI address) {
        this(
                address,
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5))
                        .build());
    }

    /** The same through a client of your own, which can trust other certificates and log in. */
    public ConnectClient(URI address, HttpClient http) {
        api = new RestApi(address, http);
    }

    public URI address() {
        return api.address();
    }

    /** Whether the worker is ready to answer requests. Only workers from Kafka 3.9 on say so ({@code /health}). */
    public boolean isHealthy() {
        try {
            return api.send("GET", "/health", null, HEALTH_LIMIT).statusCode() == OK;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Creates a connector, or gives it another configuration, and returns when it and all its tasks run with it. A connector
     * that has no tasks, because its source has no partitions, is waited for until the limit has passed. Tasks that have failed
     * and would be given the configuration they have are not started anew; {@link #restart} does that.
     *
     * @param limit for all of it, rebalances included; a request that is under way then is waited for
     * @return the status it then has
     * @throws ConnectorRefusedException with the worker's errors by key, of which the connector is none the worse
     * @throws ConnectClientException with the trace when the connector or a task failed, or with the last status when the
     *     limit has passed
     */
    public ConnectorStatus deploy(ConnectorConfiguration connector, Duration limit) {
        Deadline deadline = Deadline.in(limit);
        Map<String, String> named = new TreeMap<>(connector.config());
        named.put("name", connector.name());
        Map<String, List<String>> errors = validate(named, deadline);
        if (!errors.isEmpty()) {
            throw new ConnectorRefusedException(connector.name(), errors);
        }
        Optional<String> oldFailure = findStatus(connector.name()).flatMap(ConnectorStatus::failure);
        api.request("PUT", path(connector.name()) + "/config", RestApi.JSON.valueToTree(connector.config()), deadline);
        return new RunningWait(
                        this::findStatus, oldFailure, status -> runs(status, connector, deadline), "with all its tasks")
                .await(connector.name(), deadline);
    }

    /** Whether the tasks run that were made from the configuration; those of an older one may run for a while. */
    private boolean runs(ConnectorStatus status, ConnectorConfiguration connector, Deadline deadline) {
        if (status.tasks().isEmpty() || !status.isRunning(status.tasks().size())) {
            return false;
        }
        TaskConfigs configs = new TaskConfigs(api.request("GET", path(connector.name()) + "/tasks", null, deadline));
        return configs.count() == status.tasks().size() && configs.areOf(connector.config());
    }

    /** Every plugin the worker found: class, type and version. */
    public JsonNode plugins() {
        return api.request("GET", "/connector-plugins?connectorsOnly=false", null);
    }

    /** Creates a connector, or gives it another configuration, from a full body <code>{"name": …, "config": {…}}</code>. */
    public void put(JsonNode body) {
        String name = body.path("name").asText();
        if (name.isEmpty() || !body.path("config").isObject()) {
            List<String> fields = new ArrayList<>();
            body.fieldNames().forEachRemaining(fields::add);
            throw new IllegalArgumentException("Not a connector: it needs \"name\" and \"config\", and has " + fields);
        }
        api.request("PUT", path(name) + "/config", body.path("config"));
    }

    /** Creates a connector, or gives it another configuration. */
    public void put(String name, Map<String, String> config) {
        api.request("PUT", path(name) + "/config", RestApi.JSON.valueToTree(config));
    }

    /** The errors that validation finds, by configuration key; empty when there are none. */
    public Map<String, List<String>> validate(Map<String, String> config) {
        return validate(config, Deadline.in(RestApi.REBALANCE_LIMIT));
    }

    private Map<String, List<String>> validate(Map<String, String> config, Deadline deadline) {
        String pluginClass = config.getOrDefault("connector.class", "");
        String path = "/connector-plugins/" + encode(pluginClass) + "/config/validate";
        JsonNode answer = api.request("PUT", path, RestApi.JSON.valueToTree(config), deadline);
        Map<String, List<String>> errors = new TreeMap<>();
        for (JsonNode setting : answer.path("configs")) {
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
            return Optional.of(ConnectorStatus.parse(api.request("GET", path(name) + "/status", null)));
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
        new RunningWait(
                        this::findStatus,
                        Optional.empty(),
                        status -> status.isRunning(tasks),
                        "with " + tasks + " task(s)")
                .await(name, Deadline.in(limit));
    }

    /** The configuration of a connector, as it was posted. */
    public Map<String, String> config(String name) {
        return new TreeMap<>(TaskConfigs.texts(api.request("GET", path(name) + "/config", null)));
    }

    /** The configurations of a connector's tasks. */
    public JsonNode tasks(String name) {
        return api.request("GET", path(name) + "/tasks", null);
    }

    /** The offsets that are stored for a connector. */
    public JsonNode offsets(String name) {
        return api.request("GET", path(name) + "/offsets", null);
    }

    /** Replaces the offsets of a stopped connector. */
    public void alterOffsets(String name, JsonNode offsets) {
        api.request("PATCH", path(name) + "/offsets", offsets);
    }

    /** Forgets the offsets of a stopped connector. */
    public void resetOffsets(String name) {
        api.request("DELETE", path(name) + "/offsets", null);
    }

    /** Ends a connector's tasks and keeps its configuration and offsets. Returns before they have ended. */
    public void stop(String name) {
        api.request("PUT", path(name) + "/stop", null);
    }

    /** Lets tasks rest without ending them. */
    public void pause(String name) {
        api.request("PUT", path(name) + "/pause", null);
    }

    /** Goes on after {@link #stop} or {@link #pause}. */
    public void resume(String name) {
        api.request("PUT", path(name) + "/resume", null);
    }

    /** Starts a connector and its tasks anew. */
    public void restart(String name) {
        api.request("POST", path(name) + "/restart?includeTasks=true", null);
    }

    /** Starts one task of a connector anew. */
    public void restartTask(String name, int task) {
        api.request("POST", path(name) + "/tasks/" + task + "/restart", null);
    }

    /** Removes a connector. */
    public void delete(String name) {
        api.request("DELETE", path(name), null);
    }

    /** Changes what the worker logs, until it ends: a logger and a level such as {@code DEBUG}. */
    public void setLogLevel(String logger, String level) {
        api.request("PUT", "/admin/loggers/" + encode(logger), RestApi.JSON.valueToTree(Map.of("level", level)));
    }

    private static String path(String name) {
        return "/connectors/" + encode(name);
    }

    /** Of a path segment, where a blank is {@code %20}. */
    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Reads a connector's full body from a file. */
    public static JsonNode readBody(Path file) {
        try {
            return RestApi.JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("Not a JSON file: " + file, e);
        }
    }
}

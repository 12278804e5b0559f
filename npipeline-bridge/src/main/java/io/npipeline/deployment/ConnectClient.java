package io.npipeline.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private static final Duration STATUS_LIMIT = Duration.ofSeconds(30);

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

    /**
     * Whether the worker is ready to answer requests. Workers before Kafka 3.9 do not say so ({@code /health}): they are
     * taken to be ready when they list their connectors.
     */
    public boolean isHealthy() {
        try {
            int health = status("/health");
            return health == OK || (health == NOT_FOUND && status("/connectors") == OK);
        } catch (IOException e) {
            return false;
        }
    }

    private int status(String path) throws IOException {
        return api.send("GET", path, null, HEALTH_LIMIT).statusCode();
    }

    /**
     * Creates a connector, or gives it another configuration, and returns when it and all its tasks have run for a second,
     * each time the status was read, while the worker's wish was that the tasks have that configuration. A worker does not say
     * which configuration a running task has: old tasks that take longer than that to end may be taken for the new ones, and
     * of connectors that are not ours it is not even known what their tasks are to have. A connector that has no tasks, because
     * its source has no partitions, is waited for until the limit has passed. Tasks that have failed and would be given the
     * configuration they have are not started anew; {@link #restart} does that.
     *
     * @param limit for all of it, rebalances and workers that do not answer included, more than the second; a request that
     *     begins in the last second, or later for a last look, has a second
     * @return the status it then has
     * @throws ConnectorRefusedException with the worker's errors by key, of which the connector is none the worse; what it says
     *     of values that hold a reference <code>${…}</code> is hidden, as it repeats what they stand for
     * @throws ConnectClientException with the trace when the connector or a task failed, unless it had failed with it before
     *     and the limit has not passed; with the last status or answer when the limit has passed
     */
    public ConnectorStatus deploy(ConnectorConfiguration connector, Duration limit) {
        return new Deployment(api, connector, Deadline.in(limit)).run();
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

    /**
     * The errors that validation finds, by configuration key; empty when there are none. They are the worker's own words, which
     * may repeat values, and for a reference <code>${…}</code> what it stands for.
     */
    public Map<String, List<String>> validate(Map<String, String> config) {
        return new Validation(api.request("PUT", Validation.path(config), RestApi.JSON.valueToTree(config))).errors();
    }

    /** How a connector is; empty when the worker does not know it, or not yet. */
    public Optional<ConnectorStatus> findStatus(String name) {
        return Deployment.findStatus(api, name, Deadline.in(STATUS_LIMIT));
    }

    /**
     * Returns when the connector and exactly so many tasks run.
     *
     * @throws ConnectClientException with the trace when one of them failed, or with the last status when the limit passed
     */
    public void waitUntilRunning(String name, int tasks, Duration limit) {
        Deadline deadline = Deadline.in(limit);
        new RunningWait(
                        () -> Deployment.findStatus(api, name, deadline),
                        Set.of(),
                        status -> status.isRunning(tasks),
                        "with " + tasks + " task(s)")
                .await(name, deadline);
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
        api.request(
                "PUT", "/admin/loggers/" + RestApi.encode(logger), RestApi.JSON.valueToTree(Map.of("level", level)));
    }

    private static String path(String name) {
        return "/connectors/" + RestApi.encode(name);
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

package io.npipeline.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Has a worker run a connector with a configuration, and watches until it does. For one use, by one thread. */
final class Deployment {

    /** A status lags behind what {@code /tasks} says, which is only what is wished; so one look at it tells little. */
    private static final Duration STEADY = Duration.ofSeconds(1);

    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private final RestApi api;
    private final ConnectorConfiguration connector;
    private final Deadline deadline;
    private final String path;
    private @Nullable Deadline steady;

    Deployment(RestApi api, ConnectorConfiguration connector, Deadline deadline) {
        this.api = api;
        this.connector = connector;
        this.deadline = deadline;
        this.path = "/connectors/" + RestApi.encode(connector.name());
    }

    /** Returns the status when the connector runs. */
    ConnectorStatus run() {
        validate();
        Set<String> oldFailures = findStatus(api, connector.name(), deadline)
                .map(ConnectorStatus::failures)
                .map(Set::copyOf)
                .orElse(Set.of());
        post();
        return new RunningWait(this::look, oldFailures, this::runs, "with all its tasks and this configuration")
                .await(connector.name(), deadline);
    }

    /** How a connector is; empty when the worker does not know it, or not yet. */
    static Optional<ConnectorStatus> findStatus(RestApi api, String name, Deadline deadline) {
        try {
            String path = "/connectors/" + RestApi.encode(name) + "/status";
            return Optional.of(ConnectorStatus.parse(api.request("GET", path, null, deadline)));
        } catch (ConnectClientException e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void validate() {
        Map<String, String> named = new TreeMap<>(connector.config());
        named.put("name", connector.name());
        JsonNode answer = api.request("PUT", Validation.path(named), RestApi.JSON.valueToTree(named), deadline);
        Map<String, List<String>> errors = new LinkedHashMap<>();
        new Validation(answer)
                .errors()
                .forEach((key, messages) -> errors.put(key, isLookedUp(key) ? List.of(Validation.HIDDEN) : messages));
        if (!errors.isEmpty()) {
            throw new ConnectorRefusedException(connector.name(), errors);
        }
    }

    /** Whether the worker looks up the value of a key, which it may name without the prefix that it has. */
    private boolean isLookedUp(String key) {
        return connector.config().entrySet().stream()
                .anyMatch(entry -> Problems.isReference(entry.getValue())
                        && (entry.getKey().equals(key) || entry.getKey().endsWith("." + key)));
    }

    private void post() {
        try {
            api.request("PUT", path + "/config", RestApi.JSON.valueToTree(connector.config()), deadline);
        } catch (ConnectClientException e) {
            if (e.status() == BAD_REQUEST
                    && connector.config().values().stream().anyMatch(Problems::isReference)) {
                // Without the cause, which carries the body.
                throw new ConnectClientException(
                        BAD_REQUEST, "PUT " + path + "/config answered " + BAD_REQUEST + ": " + Validation.HIDDEN);
            }
            throw e;
        }
    }

    private Optional<ConnectorStatus> look() {
        Optional<ConnectorStatus> found = Optional.empty();
        try {
            found = findStatus(api, connector.name(), deadline);
        } catch (ConnectClientException e) {
            throwUnlessPassing(e);
        }
        if (found.isEmpty()) {
            steady = null;
        }
        return found;
    }

    /** Whether the tasks that are to have the configuration have run for a while, each time somebody looked. */
    private boolean runs(ConnectorStatus status) {
        boolean isLong = steady != null && steady.hasPassed();
        int tasks = status.tasks().size();
        if (tasks == 0 || !status.isRunning(tasks) || !areNew(tasks)) {
            steady = null;
            return false;
        }
        if (steady == null) {
            steady = Deadline.in(STEADY);
        }
        return isLong;
    }

    /** Whether so many tasks are to have the configuration. */
    private boolean areNew(int tasks) {
        try {
            TaskConfigs configs = new TaskConfigs(api.request("GET", path + "/tasks", null, deadline));
            return configs.count() == tasks && configs.areOf(connector.config());
        } catch (ConnectClientException e) {
            if (e.status() != NOT_FOUND) {
                throwUnlessPassing(e);
            }
            return false;
        }
    }

    /** Workers that restart, or pass a request on to one that does, answer with an error or not at all. */
    private void throwUnlessPassing(ConnectClientException e) {
        boolean isPassing = e.status() / 100 == 5 || e.getCause() instanceof IOException;
        if (!isPassing || deadline.hasPassed()) {
            throw e;
        }
    }
}

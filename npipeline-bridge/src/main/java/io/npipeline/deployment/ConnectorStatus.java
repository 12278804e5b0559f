package io.npipeline.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a connector and its tasks are. Immutable.
 *
 * @param name the connector's name
 * @param state its state, such as {@code RUNNING}
 * @param trace why it failed; empty when it did not
 * @param tasks its tasks in the order of their numbers
 */
public record ConnectorStatus(String name, String state, String trace, List<Task> tasks) {

    private static final String RUNNING = "RUNNING";
    private static final String FAILED = "FAILED";

    /** One task: its number, its state, the worker that has it and why it failed. */
    public record Task(int id, String state, String workerId, String trace) {}

    public ConnectorStatus {
        tasks = List.copyOf(tasks);
    }

    static ConnectorStatus parse(JsonNode status) {
        List<Task> tasks = new ArrayList<>();
        for (JsonNode task : status.path("tasks")) {
            tasks.add(new Task(
                    task.path("id").asInt(),
                    task.path("state").asText(),
                    task.path("worker_id").asText(),
                    task.path("trace").asText("")));
        }
        JsonNode connector = status.path("connector");
        return new ConnectorStatus(
                status.path("name").asText(),
                connector.path("state").asText(),
                connector.path("trace").asText(""),
                tasks);
    }

    /** Whether the connector and exactly so many tasks run. */
    public boolean isRunning(int taskCount) {
        return state.equals(RUNNING)
                && tasks.size() == taskCount
                && tasks.stream().allMatch(task -> task.state().equals(RUNNING));
    }

    /** What failed and its trace, of the connector or else of the first failed task; empty when nothing failed. */
    public Optional<String> failure() {
        return failures().stream().findFirst();
    }

    /** All that failed, each with its trace: the connector, then the tasks. */
    List<String> failures() {
        List<String> failures = new ArrayList<>();
        if (state.equals(FAILED)) {
            failures.add("connector " + name + " failed: " + trace);
        }
        for (Task task : tasks) {
            if (task.state().equals(FAILED)) {
                failures.add("task " + task.id() + " of connector " + name + " failed: " + task.trace());
            }
        }
        return failures;
    }
}

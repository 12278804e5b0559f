package io.npipeline.deployment;

import io.npipeline.configuration.PipelineSettings;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What Connect and the pipeline are told beside Kafka's own. Immutable; its {@code toString} shows no value by key. */
record ConnectorFields(
        @Nullable String pipeline,
        Map<String, String> parameters,
        @Nullable Integer tasksMax,
        Map<String, String> settings)
        implements FieldGroup {

    private static final Set<String> NOT_SETTINGS = Set.of("name", "connector.class");

    ConnectorFields {
        parameters = Map.copyOf(parameters);
        settings = Map.copyOf(settings);
    }

    /** How many tasks there are at the most. */
    int tasks() {
        return tasksMax == null ? 1 : tasksMax;
    }

    @Override
    public void check(KafkaConfiguration all, Problems problems) {
        problems.requireSet("pipeline", pipeline, "must be set to a class that implements PipelineDefinition");
        problems.requireAtLeast("tasksMax", tasksMax, 1);
        new TreeSet<>(settings.keySet())
                .stream()
                        .filter(NOT_SETTINGS::contains)
                        .forEach(key -> problems.add(
                                "setting", key, "must be another key: toSinkConnector and toSourceConnector set it"));
    }

    @Override
    public void render(Draft draft) {
        draft.put("pipeline", PipelineSettings.CLASS, pipeline);
        draft.put("tasksMax", "tasks.max", tasks());
        new TreeMap<>(parameters)
                .forEach((name, value) -> draft.put("parameter", PipelineSettings.PARAM_PREFIX + name, value));
    }

    @Override
    public String toString() {
        return "connector[pipeline=" + pipeline + ", parameters=" + new TreeSet<>(parameters.keySet()) + ", tasksMax="
                + tasksMax + ", settings=" + new TreeSet<>(settings.keySet()) + "]";
    }
}

package io.npipeline.configuration;

import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** The number of a task within its connector, which the connector hands to it because the worker does not. */
public final class TaskNumber {

    private static final String KEY = "npipeline.task.id";

    private TaskNumber() {}

    /** Adds the key, hidden from documentation and REST. */
    public static void define(ConfigDef def) {
        def.defineInternal(KEY, ConfigDef.Type.INT, 0, ConfigDef.Importance.LOW);
    }

    /** Writes the number into a task's configuration. */
    public static void put(int number, Map<String, String> taskConfig) {
        taskConfig.put(KEY, Integer.toString(number));
    }

    public static int of(AbstractConfig config) {
        return config.getInt(KEY);
    }
}

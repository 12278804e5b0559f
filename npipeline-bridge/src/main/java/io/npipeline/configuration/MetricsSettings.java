package io.npipeline.configuration;

import io.npipeline.metrics.GuardedKafkaMetrics;
import io.npipeline.metrics.KafkaMetrics;
import io.npipeline.metrics.NullKafkaMetrics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/**
 * Who is told of events. Immutable.
 *
 * @param metricsClass the class; empty for nobody
 */
public record MetricsSettings(String metricsClass) {

    public static final String CLASS = "npipeline.metrics.class";

    /** Reads the keys. */
    public static MetricsSettings of(AbstractConfig config) {
        return new MetricsSettings(config.getString(CLASS));
    }

    /** Adds the keys. */
    public static void define(ConfigDef def) {
        new ConfigGroup(def, "Metrics")
                .optional(
                        CLASS,
                        ConfigDef.Type.STRING,
                        "",
                        null,
                        Importance.LOW,
                        "Metrics class",
                        "The class that is told of events, such as records produced and bodies that cannot be read: a "
                                + "KafkaMetrics with a public constructor without parameters, in a jar beside the "
                                + "connector's own. It gets the pipeline's parameters. Unset, nobody is told; the numbers "
                                + "that JMX shows are there with and without it.");
    }

    /** What is wrong with the keys. */
    List<ConfigProblem> problems() {
        return metricsClass.isBlank() ? List.of() : type().problems();
    }

    /**
     * A new object of the class, opened; it never throws. One that cannot be opened is done without.
     *
     * @throws ConfigProblemException when none can be made
     */
    KafkaMetrics open(String connectorName, int taskId, Map<String, String> parameters) {
        if (metricsClass.isBlank()) {
            return NullKafkaMetrics.INSTANCE;
        }
        return GuardedKafkaMetrics.open(newMetrics(), connectorName, taskId, parameters);
    }

    private KafkaMetrics newMetrics() {
        try {
            return type().newInstance();
        } catch (LinkageError e) {
            throw type().invalid(UserClass.missingClass(e));
        }
    }

    private UserClass<KafkaMetrics> type() {
        return new UserClass<>(CLASS, metricsClass, KafkaMetrics.class);
    }
}

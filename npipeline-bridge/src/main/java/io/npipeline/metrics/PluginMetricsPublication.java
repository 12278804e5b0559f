package io.npipeline.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;

/**
 * A group of metrics among those that the worker has of its plugins, which it tags with connector and task. Not loaded on
 * workers that have none.
 *
 * <p>Used by one thread at a time.
 */
final class PluginMetricsPublication {

    /** Tells groups apart that have metrics of the same names; the worker has a tag {@code type} of its own. */
    private static final String GROUP_TAG = "group";

    private final PluginMetrics metrics;
    private final List<MetricName> added = new ArrayList<>();

    PluginMetricsPublication(PluginMetrics metrics) {
        this.metrics = metrics;
    }

    void add(MetricGroup<?> group) {
        LinkedHashMap<String, String> tags = new LinkedHashMap<>();
        tags.put(GROUP_TAG, group.name().type());
        tags.putAll(group.name().own());
        group.values().forEach((metric, value) -> {
            MetricName name = metrics.metricName(metric.metricName(), metric.description(), tags);
            Gauge<Object> gauge = (config, now) -> value.now().get();
            metrics.addMetric(name, gauge);
            added.add(name);
        });
    }

    /** Takes all of it back; what one of them fails with is thrown in the end. */
    void end() {
        RuntimeException failure = null;
        for (MetricName name : added) {
            try {
                metrics.removeMetric(name);
            } catch (RuntimeException e) {
                failure = failure == null ? e : failure;
            }
        }
        added.clear();
        if (failure != null) {
            throw failure;
        }
    }
}

package io.npipeline.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;

/** Behaves as the worker's: adds the tags of the task, and takes neither these from others nor a metric that is there. */
final class FakePluginMetrics implements PluginMetrics {

    private final Map<MetricName, MetricValueProvider<?>> metrics = new LinkedHashMap<>();

    @Override
    @SuppressWarnings("NonApiType") // the interface's own
    public MetricName metricName(String name, String description, LinkedHashMap<String, String> tags) {
        LinkedHashMap<String, String> all = new LinkedHashMap<>(Map.of("connector", "orders", "task", "0"));
        tags.forEach((tag, value) -> {
            if (all.put(tag, value) != null) {
                throw new IllegalArgumentException("Cannot use " + tag + " as a tag name");
            }
        });
        return new MetricName(name, "plugins", description, all);
    }

    @Override
    public void addMetric(MetricName name, MetricValueProvider<?> value) {
        if (metrics.putIfAbsent(name, value) != null) {
            throw new IllegalArgumentException(name + " is there already");
        }
    }

    @Override
    public void removeMetric(MetricName name) {
        if (metrics.remove(name) == null) {
            throw new IllegalArgumentException(name + " is not there");
        }
    }

    /** The values there are, by name and tags other than the task's. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        metrics.forEach((name, value) -> {
            Map<String, String> tags = new LinkedHashMap<>(name.tags());
            tags.keySet().removeIf(tag -> tag.equals("connector") || tag.equals("task"));
            values.put(name.name() + tags, ((Gauge<?>) value).value(new MetricConfig(), 0));
        });
        return values;
    }

    String description(String metric) {
        return Objects.requireNonNull(metrics.keySet().stream()
                .filter(name -> name.name().equals(metric))
                .findFirst()
                .orElseThrow()
                .description());
    }

    @Override
    public Sensor addSensor(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void removeSensor(String name) {
        throw new UnsupportedOperationException();
    }
}

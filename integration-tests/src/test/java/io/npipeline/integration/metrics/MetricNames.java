package io.npipeline.integration.metrics;

import io.npipeline.metrics.Metric;
import io.npipeline.metrics.MetricKind;
import io.npipeline.metrics.NodeMetric;
import io.npipeline.metrics.PartitionMetric;
import io.npipeline.metrics.TaskMetric;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The metrics there are, as they are defined. */
final class MetricNames {

    private static final Map<String, Metric[]> BY_TYPE =
            Map.of("task", TaskMetric.values(), "node", NodeMetric.values(), "partition", PartitionMetric.values());

    private MetricNames() {}

    /** Whether a task, a node or a partition has an attribute of this name. */
    static boolean exists(String type, String attribute) {
        return Stream.of(BY_TYPE.getOrDefault(type, new Metric[0]))
                .anyMatch(metric -> metric.metricName().equals(attribute));
    }

    /** What Prometheus can get of ours, by our rules for its exporter. */
    static Set<String> inPrometheus() {
        Set<String> names = new TreeSet<>();
        BY_TYPE.forEach((type, metrics) -> Stream.of(metrics)
                .filter(metric -> metric.kind() != MetricKind.TEXT)
                .forEach(metric -> names.add(
                        "npipeline_" + type + "_" + metric.metricName().replace('-', '_'))));
        return names;
    }
}

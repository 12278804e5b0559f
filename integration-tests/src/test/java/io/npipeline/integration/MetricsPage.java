package io.npipeline.integration;

import io.npipeline.metrics.Metric;
import io.npipeline.metrics.MetricKind;
import io.npipeline.metrics.NodeMetric;
import io.npipeline.metrics.PartitionMetric;
import io.npipeline.metrics.TaskMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code docs/metrics.md}: tables that follow from the definitions between prose that does not, and a table of events. Immutable. */
public record MetricsPage(String text) {

    static final Path FILE = Path.of(System.getProperty("project.root"), "docs", "metrics.md");

    private static final Map<String, Metric[]> TABLES = new LinkedHashMap<>(Map.of(
            "task-metrics", TaskMetric.values(),
            "node-metrics", NodeMetric.values(),
            "partition-metrics", PartitionMetric.values()));

    /** A row of the table of events: the event, then who tells of it in a sink connector, a relay and an ingress. */
    private static final Pattern EVENT =
            Pattern.compile("^\\| `(record\\w+)` \\| (.*) \\| (.*) \\| (.*) \\|$", Pattern.MULTILINE);

    private static final Pattern WORKER_METRIC = Pattern.compile("`(kafka\\.[a-z]+:type=[^`]+)` `([a-z0-9-]+)`");

    /** A column of the table of events. */
    public enum Side {
        SINK(2),
        RELAY(3),
        INGRESS(4);

        private final int column;

        Side(int column) {
            this.column = column;
        }
    }

    /** An attribute of an MBean of the worker's, as the page names it: with {@code C} for the connector and {@code N} for the task. */
    public record WorkerMetric(String pattern, String attribute) {

        public String mbean(String connector, int task) {
            return pattern.replace("=C,", "=" + connector + ",")
                    .replace("-C-N", "-" + connector + "-" + task)
                    .replace("task=N", "task=" + task);
        }
    }

    public static MetricsPage read() throws IOException {
        return new MetricsPage(Files.readString(FILE));
    }

    /** The page with its tables as the definitions are now. */
    MetricsPage fresh() {
        String page = text;
        for (Map.Entry<String, Metric[]> table : TABLES.entrySet()) {
            Pattern place =
                    Pattern.compile("(?<=<!-- " + table.getKey() + " -->\n).*?(?=<!-- end -->)", Pattern.DOTALL);
            Matcher found = place.matcher(page);
            if (!found.find()) {
                throw new IllegalStateException(FILE + " has no place for " + table.getKey());
            }
            page = found.replaceFirst(Matcher.quoteReplacement(render(table.getValue())));
        }
        return new MetricsPage(page);
    }

    private static String render(Metric[] metrics) {
        boolean scoped = metrics[0] instanceof TaskMetric;
        StringBuilder table = new StringBuilder(
                scoped
                        ? "| metric | kind | connector | meaning |\n|---|---|---|---|\n"
                        : "| metric | kind | meaning |\n|---|---|---|\n");
        for (Metric metric : metrics) {
            table.append("| `").append(metric.metricName()).append("` | ").append(kind(metric.kind()));
            if (scoped) {
                table.append(" | ").append(metric.scope().name().toLowerCase(Locale.ROOT));
            }
            table.append(" | ").append(metric.description()).append(" |\n");
        }
        return table.toString();
    }

    private static String kind(MetricKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** The events that the table has, in its order. */
    List<String> events() {
        return EVENT.matcher(text).results().map(row -> row.group(1)).toList();
    }

    /** What the page leaves to the worker on one side. */
    public List<WorkerMetric> workerMetrics(Side side) {
        List<WorkerMetric> metrics = new ArrayList<>();
        EVENT.matcher(text).results().forEach(row -> WORKER_METRIC
                .matcher(row.group(side.column))
                .results()
                .forEach(metric -> metrics.add(new WorkerMetric(metric.group(1), metric.group(2)))));
        return metrics;
    }
}

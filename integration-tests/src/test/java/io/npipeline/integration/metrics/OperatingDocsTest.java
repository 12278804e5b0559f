package io.npipeline.integration.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.kafka.connect.sink.NPipelineSinkConnectorConfig;
import io.npipeline.kafka.connect.source.NPipelineSourceConnectorConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/operating.md, the dashboard and the alerts name is there. */
class OperatingDocsTest {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern IN_PROMETHEUS = Pattern.compile("npipeline_\\w+");
    private static final Pattern KEY = Pattern.compile("npipeline(\\.[a-z]+)+");

    /** A cell such as {@code task `lag`; node `latency-p99-ms`}, as far as it is of ours. */
    private static final Pattern OURS = Pattern.compile("(task|node|partition) (`[a-z0-9-]+`(, )?)+");

    private static String page() throws IOException {
        return Files.readString(Path.of(System.getProperty("project.root"), "docs", "operating.md"));
    }

    private static List<String> cellsWithMetrics() throws IOException {
        return page().lines()
                .filter(line -> line.startsWith("|") && !line.startsWith("|---") && !line.startsWith("| symptom"))
                .map(line -> line.split(" ?\\| ?", -1)[2])
                .toList();
    }

    @Test
    void everyMetricOfTheTableIsDefined() throws IOException {
        List<String> undefined = new ArrayList<>();
        int defined = 0;
        for (String cell : cellsWithMetrics()) {
            if (cell.isEmpty() || cell.startsWith("the worker's own: ")) {
                continue;
            }
            for (String part : cell.split("; ", -1)) {
                assertThat(part).matches(OURS);
                String type = part.substring(0, part.indexOf(' '));
                Matcher name = CODE.matcher(part);
                while (name.find()) {
                    if (MetricNames.exists(type, name.group(1))) {
                        defined++;
                    } else {
                        undefined.add(type + " " + name.group(1));
                    }
                }
            }
        }
        assertThat(undefined).isEmpty();
        assertThat(defined).isGreaterThan(30);
    }

    @Test
    void everyNameOfPrometheusIsOneOfADefinedMetric() throws IOException {
        assertThat(MetricNames.inPrometheus()).containsAll(found(IN_PROMETHEUS, page()));
        assertThat(MetricNames.inPrometheus()).containsAll(ours(MonitoringFiles.alertExpressions()));
        assertThat(MetricNames.inPrometheus()).containsAll(ours(MonitoringFiles.dashboardExpressions()));
    }

    private static Set<String> ours(List<String> expressions) {
        Set<String> names = MonitoringFiles.metrics(expressions);
        assertThat(names).isNotEmpty().allMatch(name -> name.startsWith("npipeline_") || name.startsWith("kafka_"));
        names.removeIf(name -> !name.startsWith("npipeline_"));
        assertThat(names).isNotEmpty();
        return names;
    }

    @Test
    void everyKeyIsOneOfAConnector() throws IOException {
        Set<String> keys =
                new HashSet<>(NPipelineSinkConnectorConfig.definition().names());
        keys.addAll(NPipelineSourceConnectorConfig.definition().names());
        assertThat(found(KEY, page())).isNotEmpty().isSubsetOf(keys);
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new HashSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }
}

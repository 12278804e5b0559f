package io.npipeline.integration.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What we deliver for Prometheus and Grafana, and the metrics that are named there. */
final class MonitoringFiles {

    /** What of PromQL is not the name of a metric: words with a list in parentheses, labels in braces, durations in brackets. */
    private static final Pattern NO_NAMES = Pattern.compile(
            "\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)|\\{[^}]*}|\\[[^]]*]|\"[^\"]*\"");

    private static final Pattern WORD = Pattern.compile("\\b[a-zA-Z_:][\\w:]*(?!\\w)(\\s*\\()?");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "by", "without", "offset");
    private static final Pattern METRIC_OF_VARIABLE = Pattern.compile("label_values\\((\\w+), \\w+\\)");

    private MonitoringFiles() {}

    /** A file of the folder {@code config}. */
    static Path config(String name) {
        return Path.of(System.getProperty("project.root"), "config").resolve(name);
    }

    /** The expressions of the dashboard. */
    static List<String> dashboardExpressions() {
        JsonNode dashboard = read(new ObjectMapper(), "grafana/npipeline-dashboard.json");
        List<String> expressions = new ArrayList<>(dashboard.findValuesAsText("expr"));
        for (JsonNode variable : dashboard.path("templating").path("list")) {
            Matcher metric = METRIC_OF_VARIABLE.matcher(
                    variable.path("query").path("query").asText());
            if (metric.matches()) {
                expressions.add(metric.group(1));
            }
        }
        return expressions;
    }

    /** The expressions of the alerts. */
    static List<String> alertExpressions() {
        return read(new YAMLMapper(), "prometheus/alerts.yml").findValuesAsText("expr");
    }

    private static JsonNode read(ObjectMapper mapper, String name) {
        try {
            return mapper.readTree(config(name).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The metrics that expressions of PromQL ask for. */
    static Set<String> metrics(List<String> expressions) {
        Set<String> names = new TreeSet<>();
        for (String expression : expressions) {
            Matcher word = WORD.matcher(NO_NAMES.matcher(expression).replaceAll(" "));
            while (word.find()) {
                if (word.group(1) == null && !OPERATORS.contains(word.group())) {
                    names.add(word.group());
                }
            }
        }
        return names;
    }
}

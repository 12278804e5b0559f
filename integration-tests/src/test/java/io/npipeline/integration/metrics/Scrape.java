package io.npipeline.integration.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a scrape of an exporter brought, in Prometheus' text format. Immutable.
 *
 * @param values of each series
 * @param types of each metric that our rules make: {@code counter} or {@code gauge}
 */
record Scrape(Map<Series, Double> values, Map<String, String> types) {

    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

    /** What the exporter tells by itself begins so. */
    private static final Pattern OF_THE_AGENT = Pattern.compile("(jvm|jmx|process)_.*");

    /** A metric with its labels. */
    record Series(String name, Map<String, String> labels) {}

    static Scrape of(String text) {
        Map<Series, Double> values = new HashMap<>();
        Map<String, String> types = new TreeMap<>();
        text.lines().forEach(line -> {
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (type.matches() && !OF_THE_AGENT.matcher(type.group(1)).matches()) {
                types.put(type.group(1), type.group(2));
            } else if (sample.matches()) {
                values.put(new Series(sample.group(1), labels(sample.group(2))), Double.parseDouble(sample.group(3)));
            } else if (!line.startsWith("#")) {
                throw new IllegalArgumentException("Not in Prometheus' format: " + line);
            }
        });
        return new Scrape(Map.copyOf(values), Map.copyOf(types));
    }

    private static Map<String, String> labels(@Nullable String text) {
        Map<String, String> labels = new HashMap<>();
        if (text != null) {
            Matcher label = LABEL.matcher(text);
            while (label.find()) {
                labels.put(label.group(1), label.group(2).replace("\\\"", "\"").replace("\\\\", "\\"));
            }
        }
        return Map.copyOf(labels);
    }

    /** The names of all metrics. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        values.keySet().forEach(series -> names.add(series.name()));
        return names;
    }
}

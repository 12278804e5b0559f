package io.npipeline.integration.metrics;

import io.npipeline.integration.environment.WorkerJmx;
import java.util.HashMap;
import java.util.Map;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** Our MBeans as Prometheus is to get them. */
final class JmxSeries {

    private JmxSeries() {}

    /** The numbers of our MBeans that do not change by themselves, as series of Prometheus. */
    static Map<Scrape.Series, Double> of(WorkerJmx jmx) {
        Map<Scrape.Series, Double> series = new HashMap<>();
        for (String name : jmx.names("io.npipeline:*")) {
            Map<String, String> labels = new HashMap<>();
            keys(name).forEach((tag, value) -> labels.put(tag, unquoted(value)));
            String prefix = "npipeline_" + labels.remove("type").replace("-metrics", "") + "_";
            jmx.values(name).forEach((attribute, value) -> {
                if (value instanceof Number number && !attribute.endsWith("-ms")) {
                    series.put(
                            new Scrape.Series(prefix + attribute.replace('-', '_'), Map.copyOf(labels)),
                            number.doubleValue());
                }
            });
        }
        return series;
    }

    private static Map<String, String> keys(String name) {
        try {
            return new ObjectName(name).getKeyPropertyList();
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String unquoted(String value) {
        return value.startsWith("\"") ? ObjectName.unquote(value) : value;
    }
}

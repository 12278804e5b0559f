package io.npipeline.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * What a group of metrics is about. Immutable.
 *
 * @param type the kind of group
 * @param task the tags of the task it belongs to, in their order
 * @param own the tags it has besides, in their order
 */
record GroupName(String type, Map<String, String> task, Map<String, String> own) {

    private static final String DOMAIN = "io.npipeline";

    /** What needs no quotes, by the rule that Kafka has for its own MBeans. */
    private static final Pattern PLAIN = Pattern.compile("[\\w\\-%. \\t]+");

    static GroupName task(String connector, int task) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("connector", connector);
        tags.put("task", Integer.toString(task));
        return new GroupName("task-metrics", tags, Map.of());
    }

    GroupName node(String node) {
        return new GroupName("node-metrics", task, Map.of("node", node));
    }

    GroupName partition(String topic, int partition) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("topic", topic);
        tags.put("partition", Integer.toString(partition));
        return new GroupName("partition-metrics", task, tags);
    }

    GroupName partition(String partition) {
        return new GroupName("partition-metrics", task, Map.of("partition", partition));
    }

    ObjectName objectName() throws MalformedObjectNameException {
        StringBuilder name = new StringBuilder(DOMAIN).append(":type=").append(type);
        append(task, name);
        append(own, name);
        return new ObjectName(name.toString());
    }

    private static void append(Map<String, String> tags, StringBuilder name) {
        tags.forEach((tag, value) -> name.append(',')
                .append(tag)
                .append('=')
                .append(PLAIN.matcher(value).matches() ? value : ObjectName.quote(value)));
    }
}

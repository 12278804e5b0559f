package io.npipeline.kafka.connect.source;

import java.lang.management.ManagementFactory;
import java.util.Set;
import javax.management.JMException;
import javax.management.ObjectName;

/** What the tasks of a connector show as MBeans. Thread safe. */
final class ShownMetrics {

    private final String connector;

    ShownMetrics(SourceWorker worker) {
        connector = worker.name();
    }

    /** A value of the task as a whole. */
    Object ofTask(String attribute) {
        return read("type=task-metrics,connector=" + connector + ",task=0", attribute);
    }

    /**
     * @param tags of the partition
     */
    Object ofPartition(String tags, String attribute) {
        return read("type=partition-metrics,connector=" + connector + ",task=0," + tags, attribute);
    }

    /** All MBeans of the connector. */
    Set<ObjectName> names() {
        try {
            return ManagementFactory.getPlatformMBeanServer()
                    .queryNames(new ObjectName("io.npipeline:connector=" + connector + ",*"), null);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object read(String name, String attribute) {
        try {
            return ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName("io.npipeline:" + name), attribute);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}

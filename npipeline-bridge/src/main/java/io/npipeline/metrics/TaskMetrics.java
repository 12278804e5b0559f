package io.npipeline.metrics;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metrics of one task, published from the registration of their group to its end: as MBeans, and with the worker where it
 * takes them. Publishing never fails the task; the first failure is logged as a warning.
 *
 * <p>Thread safe.
 */
public final class TaskMetrics implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TaskMetrics.class);

    private record Publications(
            @Nullable JmxPublication jmx, @Nullable PluginMetricsPublication worker) {}

    private final GroupName task;
    private final WorkerMetrics worker;
    private final MBeanServer server;
    private final Map<MetricGroup<?>, Publications> published = new HashMap<>();
    private boolean warned;
    private boolean closed;

    public TaskMetrics(String connector, int task, WorkerMetrics worker) {
        this(connector, task, worker, ManagementFactory.getPlatformMBeanServer());
    }

    TaskMetrics(String connector, int task, WorkerMetrics worker, MBeanServer server) {
        this.task = GroupName.task(connector, task);
        this.worker = worker;
        this.server = server;
    }

    /** A group for the task as a whole. */
    public MetricGroup<TaskMetric> task() {
        return new MetricGroup<>(task, this);
    }

    /** A group for a node. */
    public MetricGroup<NodeMetric> node(String node) {
        return new MetricGroup<>(task.node(node), this);
    }

    /** A group for a partition of a topic. */
    public MetricGroup<PartitionMetric> partition(String topic, int partition) {
        return new MetricGroup<>(task.partition(topic, partition), this);
    }

    /** A group for a partition of another source. */
    public MetricGroup<PartitionMetric> partition(String partition) {
        return new MetricGroup<>(task.partition(partition), this);
    }

    synchronized void register(MetricGroup<?> group) {
        if (!closed && !published.containsKey(group)) {
            published.put(group, new Publications(publishInJmx(group), publishWithWorker(group)));
        }
    }

    private @Nullable JmxPublication publishInJmx(MetricGroup<?> group) {
        try {
            return JmxPublication.of(group, server);
        } catch (JMException | RuntimeException e) {
            failed("The {} cannot be published in JMX", group, e);
            return null;
        }
    }

    private @Nullable PluginMetricsPublication publishWithWorker(MetricGroup<?> group) {
        PluginMetricsPublication publication = worker.begin();
        if (publication != null) {
            try {
                publication.add(group);
            } catch (RuntimeException e) {
                // Of a group that is there in part, what is there is right, and ends with it.
                failed("The {} cannot all be published with the worker", group, e);
            }
        }
        return publication;
    }

    synchronized void unregister(MetricGroup<?> group) {
        Publications publications = published.remove(group);
        if (publications == null) {
            return;
        }
        JmxPublication jmx = publications.jmx();
        if (jmx != null) {
            try {
                jmx.end();
            } catch (JMException | RuntimeException e) {
                failed("The {} cannot be taken back from JMX", group, e);
            }
        }
        PluginMetricsPublication ofWorker = publications.worker();
        if (ofWorker != null) {
            try {
                ofWorker.end();
            } catch (RuntimeException e) {
                failed("The {} cannot all be taken back from the worker", group, e);
            }
        }
    }

    private void failed(String what, MetricGroup<?> group, Exception e) {
        if (warned) {
            log.debug(what, group.name(), e);
        } else {
            log.warn(what + "; more of the kind is not said", group.name(), e);
        }
        warned = true;
    }

    /** Ends all publications; groups that are registered later are not published. */
    @Override
    public synchronized void close() {
        closed = true;
        List.copyOf(published.keySet()).forEach(this::unregister);
    }
}

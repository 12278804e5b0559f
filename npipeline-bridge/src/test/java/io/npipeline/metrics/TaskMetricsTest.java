package io.npipeline.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a task publishes is there as long as it says so, under its name, and does no harm where it cannot be published. */
class TaskMetricsTest {

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final FakePluginMetrics plugin = new FakePluginMetrics();

    private TaskMetrics task() {
        return new TaskMetrics("orders", 0, WorkerMetrics.none(), server);
    }

    private Set<String> names() throws JMException {
        Set<String> names = new TreeSet<>();
        server.queryNames(new ObjectName("io.npipeline:*"), null).forEach(name -> names.add(name.toString()));
        return names;
    }

    private Object value(String name, String attribute) throws JMException {
        return server.getAttribute(new ObjectName(name), attribute);
    }

    @Test
    void valuesAreThoseOfTheMomentOneLooks() throws JMException {
        AtomicLong lag = new AtomicLong(7);
        try (TaskMetrics task = task()) {
            task.task()
                    .add(TaskMetric.LAG, lag::get)
                    .addFlag(TaskMetric.PAUSED, () -> lag.get() > 7)
                    .addDouble(TaskMetric.LIST_RECORDS_AVG, () -> 2.5)
                    .addText(TaskMetric.FRONTIER_RECORD, () -> "orders-0-" + lag.get())
                    .register();
            String name = "io.npipeline:type=task-metrics,connector=orders,task=0";

            assertThat(names()).containsExactly(name);
            assertThat(value(name, "lag")).isEqualTo(7L);
            assertThat(value(name, "paused")).isEqualTo(0L);
            lag.set(8);
            assertThat(value(name, "lag")).isEqualTo(8L);
            assertThat(value(name, "paused")).isEqualTo(1L);
            assertThat(value(name, "list-records-avg")).isEqualTo(2.5);
            assertThat(value(name, "frontier-record")).isEqualTo("orders-0-8");
            assertThat(Arrays.stream(server.getMBeanInfo(new ObjectName(name)).getAttributes()))
                    .extracting(MBeanAttributeInfo::getName, MBeanAttributeInfo::getType)
                    .contains(tuple("lag", "long"), tuple("frontier-record", "java.lang.String"));
            assertThat(server.getMBeanInfo(new ObjectName(name))
                            .getAttributes()[0]
                            .getDescription())
                    .isEqualTo(TaskMetric.LAG.description());
        }
    }

    @Test
    void namesSayWhatAGroupIsAbout() throws JMException {
        TaskMetrics task = new TaskMetrics("or,ders: a", 3, WorkerMetrics.none(), server);
        task.task().register();
        task.node("enrich *").register();
        task.node("check it").register();
        task.partition("orders.v1-x_y", 2).register();
        task.partition("/in/a=b").register();

        assertThat(names())
                .containsExactlyInAnyOrder(
                        "io.npipeline:type=task-metrics,connector=\"or,ders: a\",task=3",
                        "io.npipeline:type=node-metrics,connector=\"or,ders: a\",task=3,node=\"enrich \\*\"",
                        "io.npipeline:type=node-metrics,connector=\"or,ders: a\",task=3,node=check it",
                        "io.npipeline:type=partition-metrics,connector=\"or,ders: a\",task=3,topic=orders.v1-x_y,partition=2",
                        "io.npipeline:type=partition-metrics,connector=\"or,ders: a\",task=3,partition=\"/in/a=b\"");
    }

    @Test
    void partitionsComeAndGo() throws JMException {
        TaskMetrics task = task();
        MetricGroup<PartitionMetric> first = task.partition("orders", 0).register();
        task.partition("orders", 1).register();

        first.close();
        first.close();
        assertThat(names())
                .containsExactly(
                        "io.npipeline:type=partition-metrics,connector=orders,task=0,topic=orders,partition=1");
        task.partition("orders", 0).register();
        assertThat(names()).hasSize(2);
        task.close();
        assertThat(names()).isEmpty();
        task.partition("orders", 2).register();
        assertThat(names()).as("after the end of the task").isEmpty();
    }

    @Test
    void aTaskThatIsStartedAgainTakesOverTheNamesOfOneThatStillEnds() throws JMException {
        TaskMetrics hanging = task();
        hanging.task().add(TaskMetric.LAG, () -> 1).register();
        TaskMetrics started = task();
        started.task().add(TaskMetric.LAG, () -> 2).register();
        String name = "io.npipeline:type=task-metrics,connector=orders,task=0";

        assertThat(value(name, "lag")).isEqualTo(2L);
        hanging.close();
        assertThat(value(name, "lag")).isEqualTo(2L);
        started.close();
        assertThat(names()).isEmpty();
    }

    @Test
    void aServerThatTakesNothingDoesNoHarmAndIsWarnedOfOnce() {
        MBeanServer refusing = (MBeanServer) Proxy.newProxyInstance(
                MBeanServer.class.getClassLoader(), new Class<?>[] {MBeanServer.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("registerMBean")) {
                        throw new SecurityException("no");
                    }
                    try {
                        return method.invoke(server, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        try (LoggedMessages logged = LoggedMessages.of(TaskMetrics.class)) {
            TaskMetrics task = new TaskMetrics("orders", 0, WorkerMetrics.none(), refusing);

            assertThatCode(() -> {
                        task.task().register();
                        task.node("check").register();
                        task.close();
                    })
                    .doesNotThrowAnyException();
            assertThat(logged.warnings()).hasSize(1).first().asString().contains("task-metrics");
        }
    }

    @Test
    void aValueThatFailsIsLeftOutAndTheOthersAreThere() throws JMException {
        try (TaskMetrics task = task()) {
            task.task()
                    .add(TaskMetric.LAG, () -> {
                        throw new IllegalStateException("no");
                    })
                    .add(TaskMetric.PAUSED, () -> 1)
                    .register();
            ObjectName name = new ObjectName("io.npipeline:type=task-metrics,connector=orders,task=0");

            assertThat(server.getAttributes(name, new String[] {"lag", "paused", "no-such"}))
                    .isEqualTo(List.of(new Attribute("paused", 1L)));
            assertThatThrownBy(() -> server.getAttribute(name, "no-such"))
                    .isInstanceOf(AttributeNotFoundException.class);
        }
    }

    @Test
    void aTextIsNoNumber() {
        MetricGroup<TaskMetric> group = task().task();

        assertThatThrownBy(() -> group.add(TaskMetric.FRONTIER_RECORD, () -> 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> group.addText(TaskMetric.LAG, () -> "1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theWorkerGetsTheSame() {
        TaskMetrics task = new TaskMetrics("orders", 0, WorkerMetrics.of(context(plugin)), server);
        task.task().add(TaskMetric.LAG, () -> 3).register();
        task.node("check").add(NodeMetric.IN_TOTAL, () -> 4).register();
        MetricGroup<PartitionMetric> partition =
                task.partition("t", 1).add(PartitionMetric.LAG, () -> 5).register();

        assertThat(new TreeMap<>(plugin.values()))
                .isEqualTo(new TreeMap<>(Map.of(
                        "lag{group=task-metrics}",
                        3L,
                        "in-total{group=node-metrics, node=check}",
                        4L,
                        "lag{group=partition-metrics, topic=t, partition=1}",
                        5L)));
        assertThat(plugin.description("in-total")).isEqualTo(NodeMetric.IN_TOTAL.description());
        partition.close();
        assertThat(plugin.values()).hasSize(2);
        task.close();
        assertThat(plugin.values()).isEmpty();
    }

    @Test
    void whatCannotBeTakenBackLeavesNothingElseBehind() {
        try (LoggedMessages logged = LoggedMessages.of(TaskMetrics.class)) {
            TaskMetrics task = new TaskMetrics("orders", 0, WorkerMetrics.of(context(plugin)), server);
            task.task()
                    .add(TaskMetric.LAG, () -> 3)
                    .add(TaskMetric.PAUSED, () -> 0)
                    .register();
            plugin.removeMetric(plugin.metricName("lag", "", new LinkedHashMap<>(Map.of("group", "task-metrics"))));

            task.close();

            assertThat(plugin.values()).isEmpty();
            assertThat(logged.warnings()).hasSize(1);
        }
    }

    @Test
    void whatTheWorkerRefusesIsInJmxAllTheSame() throws JMException {
        WorkerMetrics worker = WorkerMetrics.of(context(plugin));
        try (LoggedMessages logged = LoggedMessages.of(TaskMetrics.class);
                TaskMetrics hanging = new TaskMetrics("orders", 0, worker, server);
                TaskMetrics started = new TaskMetrics("orders", 0, worker, server)) {
            hanging.task().add(TaskMetric.LAG, () -> 1).register();

            started.task().add(TaskMetric.LAG, () -> 2).register();

            assertThat(value("io.npipeline:type=task-metrics,connector=orders,task=0", "lag"))
                    .isEqualTo(2L);
            assertThat(logged.warnings()).hasSize(1);
        }
    }

    @Test
    void aWorkerWithoutMetricsOfPluginsIsSaidOnce() {
        List<PluginMetricsOf> workers = List.of(
                () -> {
                    throw new NoSuchMethodError("pluginMetrics");
                },
                () -> {
                    throw new NoClassDefFoundError("org/apache/kafka/common/metrics/PluginMetrics");
                },
                () -> {
                    throw new UnsupportedOperationException();
                },
                () -> {
                    throw new IllegalStateException("not started");
                },
                () -> null);
        for (PluginMetricsOf worker : workers) {
            try (LoggedMessages logged = LoggedMessages.of(WorkerMetrics.class)) {
                assertThat(WorkerMetrics.of(context(worker)).begin()).isNull();
                assertThat(logged.infos())
                        .containsExactly(
                                "Metrics are published in JMX only: this worker has none of its own for plugins, "
                                        + "as those from Kafka 4.1 on have");
            }
        }
    }

    private interface PluginMetricsOf {
        @Nullable
        PluginMetrics get();
    }

    private static SinkTaskContext context(PluginMetrics metrics) {
        return context(() -> metrics);
    }

    private static SinkTaskContext context(PluginMetricsOf worker) {
        return (SinkTaskContext) Proxy.newProxyInstance(
                SinkTaskContext.class.getClassLoader(),
                new Class<?>[] {SinkTaskContext.class},
                (proxy, method, arguments) -> worker.get());
    }

    @Test
    void everyMetricIsDefinedOnceAndExplained() {
        for (Metric[] group : new Metric[][] {TaskMetric.values(), NodeMetric.values(), PartitionMetric.values()}) {
            assertThat(group).extracting(Metric::metricName).doesNotHaveDuplicates();
            assertThat(group).allSatisfy(metric -> {
                assertThat(metric.metricName()).matches("[a-z0-9]+(-[a-z0-9]+)*");
                assertThat(metric.description()).matches("[^|]+\\.");
                assertThat(metric.kind() == MetricKind.COUNTER)
                        .as(metric.metricName())
                        .isEqualTo(metric.metricName().endsWith("-total"));
            });
        }
    }
}

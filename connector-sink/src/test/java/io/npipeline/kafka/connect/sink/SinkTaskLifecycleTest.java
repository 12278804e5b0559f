package io.npipeline.kafka.connect.sink;

import static io.npipeline.kafka.connect.sink.RegisteredPipeline.into;
import static io.npipeline.kafka.connect.sink.SinkWorker.P0;
import static io.npipeline.kafka.connect.sink.SinkWorker.eventually;
import static io.npipeline.kafka.connect.sink.SinkWorker.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.npipeline.message.KafkaMessage;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.NodeContext;
import io.npipeline.node.SinkNode;
import io.npipeline.node.TransformNode;
import io.npipeline.pipeline.PipelineDefinition;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** The beginning and the end of a task. */
class SinkTaskLifecycleTest {

    private static final String DRAIN_TIMEOUT = "npipeline.drain.timeout.ms";

    private final ScriptedSink sink = new ScriptedSink();
    private final List<String> events = new CopyOnWriteArrayList<>();

    @Test
    void nodesAreOpenedInOrderAndClosedOnceInReverse() {
        SinkWorker worker = SinkWorker.running(lifecycle("nothing fails")).assign(P0);
        worker.stop();
        worker.task().stop();

        assertThat(events).containsExactly("open trim", "open store", "close store", "close trim");
    }

    @Test
    void nodesAreClosedWhenALaterOneCannotBeOpened() {
        assertThatThrownBy(() -> SinkWorker.running(lifecycle("store")))
                .isInstanceOf(ConnectException.class)
                .hasMessage("Node \"store\" could not be opened: java.lang.IllegalStateException: store is down");

        assertThat(events).containsExactly("open trim", "open store", "close store", "close trim");
    }

    @Test
    void aTaskThatCouldNotStartCanBeStopped() {
        NPipelineSinkTask task = new NPipelineSinkTask();
        task.initialize(new FakeSinkTaskContext());
        Map<String, String> settings = RegisteredPipeline.settings(lifecycle("trim"));
        assertThatThrownBy(() -> task.start(settings)).isInstanceOf(ConnectException.class);

        task.stop();

        assertThat(events).containsExactly("open trim", "close trim");
    }

    /** A rebalance that follows another is no part of a stop with one limit for all drains. */
    @Test
    @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
    void aDrainThatTookAllItsTimeLeavesAllToTheOneAfterThePut() {
        sink.holding("0");
        SinkWorker worker = SinkWorker.running(
                        into(sink), DRAIN_TIMEOUT, "3000", "npipeline.commit.interval.ms", "600000")
                .assign(P0);
        worker.put(records(P0, 0));
        assertThat(worker.commit()).containsEntry(P0, 0L);

        worker.put();
        sink.letGoOnceWaiting(Thread.currentThread(), "0");
        assertThat(worker.commit()).containsEntry(P0, 1L);
        worker.close();
    }

    @Test
    @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
    void stoppingCommitsWhatSettlesWithinTheDrainTimeout() {
        sink.holding("1");
        SinkWorker worker =
                SinkWorker.running(into(sink), DRAIN_TIMEOUT, "600000").assign(P0);
        worker.put(records(P0, 0, 1));
        sink.letGoOnceWaiting(Thread.currentThread(), "1");

        assertThat(worker.stop()).containsEntry(P0, 2L);
        assertThat(sink.lifecycle()).containsExactly("opened", "closed");
    }

    @Test
    @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
    void aCallThatOutlastsTheDrainTimeoutIsInterruptedBeforeItsNodeIsClosed() {
        sink.holding("0");
        SinkWorker worker = SinkWorker.running(into(sink), DRAIN_TIMEOUT, "10").assign(P0);
        worker.put(records(P0, 0));
        eventually(() -> assertThat(sink.started()).containsExactly("0"));

        assertThat(worker.stop()).containsEntry(P0, 0L);
        assertThat(sink.lifecycle()).containsExactly("opened", "interrupted", "closed");
    }

    @Test
    void noThreadOutlivesTheTask() {
        Map<String, String> settings =
                RegisteredPipeline.settings(into(sink.failing("2", new IllegalStateException())));
        settings.put("npipeline.threads", "platform"); // virtual ones do not show in a list of all threads
        settings.put("npipeline.retry.max", "1");
        settings.put("npipeline.retry.delay.base.ms", "30000");
        String threads = "npipeline-" + settings.get("name") + "-0-";
        SinkWorker worker = SinkWorker.running(settings).assign(P0);
        worker.put(records(P0, 0, 1, 2));
        eventually(() -> assertThat(namesOfThreads()).anyMatch(name -> name.equals(threads + "timer-0")));
        assertThat(namesOfThreads()).anyMatch(name -> name.startsWith(threads + "worker-"));

        worker.stop();

        eventually(() -> assertThat(namesOfThreads()).noneMatch(name -> name.startsWith(threads)));
    }

    private static List<String> namesOfThreads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }

    /** Two nodes that tell of their lives, one of which may fail to open. */
    private PipelineDefinition lifecycle(String failing) {
        return (pipeline, context) -> {
            var orders = pipeline.addSource("orders", KafkaSourceNode.of(String.class));
            var trim = pipeline.addTransform("trim", new TransformNode<String, String>() {
                @Override
                public void open(NodeContext nodeContext) {
                    opening(nodeContext, failing);
                }

                @Override
                public String transform(String body) {
                    return body.trim();
                }

                @Override
                public void close() {
                    events.add("close trim");
                }
            });
            var store = pipeline.addSink("store", new SinkNode<String>() {
                @Override
                public void open(NodeContext nodeContext) {
                    opening(nodeContext, failing);
                }

                @Override
                public void write(KafkaMessage<String> message) {}

                @Override
                public void close() {
                    events.add("close store");
                }
            });
            pipeline.connect(orders, trim);
            pipeline.connect(trim, store);
        };
    }

    private void opening(NodeContext node, String failing) {
        events.add("open " + node.nodeName());
        if (node.nodeName().equals(failing)) {
            throw new IllegalStateException(failing + " is down");
        }
    }
}

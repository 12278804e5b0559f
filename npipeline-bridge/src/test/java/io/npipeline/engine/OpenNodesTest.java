package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.npipeline.message.KafkaMessage;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.NodeContext;
import io.npipeline.node.SinkNode;
import io.npipeline.node.TransformNode;
import io.npipeline.pipeline.PipelineDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The life of the user's nodes. */
class OpenNodesTest {

    private final List<String> events = new ArrayList<>();

    /** Writes down when it is opened and closed. */
    private final class Node implements TransformNode<String, String>, SinkNode<String> {

        private final String name;
        private @Nullable NodeContext context;
        private Consumer<String> onEvent = event -> {};

        Node(String name) {
            this.name = name;
        }

        Node failingAt(String failing, Throwable error) {
            onEvent = event -> {
                if (event.equals(failing)) {
                    OpenNodesTest.<RuntimeException>sneak(error);
                }
            };
            return this;
        }

        @Override
        public void open(NodeContext newContext) {
            context = newContext;
            tell("open");
        }

        @Override
        public String transform(String body) {
            return body;
        }

        @Override
        public void write(KafkaMessage<String> message) {}

        @Override
        public void close() {
            tell("close");
        }

        private void tell(String event) {
            events.add(event + " " + name);
            onEvent.accept(event);
        }

        NodeContext context() {
            return Objects.requireNonNull(context);
        }
    }

    /** Throws any error where the compiler allows none, as nodes in other languages do. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable error) throws E {
        throw (E) error;
    }

    private final Node first = new Node("first");
    private final Node second = new Node("second");
    private final Node third = new Node("third");

    /** source -> first -> second -> third. */
    private PipelineDefinition chain() {
        return (pipeline, context) -> {
            var a = pipeline.addTransform("first", (TransformNode<String, String>) first);
            var b = pipeline.addTransform("second", (TransformNode<String, String>) second);
            pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), a);
            pipeline.connect(a, b);
            pipeline.connect(b, pipeline.addSink("third", (SinkNode<String>) third));
        };
    }

    @Test
    void nodesAreOpenedInOrderAndClosedOnceInReverse() {
        EngineHarness harness = EngineHarness.of(chain()).start();
        assertThat(events).containsExactly("open first", "open second", "open third");
        events.clear();
        harness.close();
        harness.close();
        assertThat(events).containsExactly("close third", "close second", "close first");
    }

    @Test
    void whenOneCannotBeOpenedThoseBeforeItAreClosedAndItTooAndTheErrorNamesIt() {
        second.failingAt("open", new IllegalStateException("no connection"));
        assertThatThrownBy(() -> EngineHarness.of(chain()).start())
                .isInstanceOf(ConnectException.class)
                .hasMessage("Node \"second\" could not be opened: java.lang.IllegalStateException: no connection")
                .hasRootCauseMessage("no connection");
        assertThat(events).containsExactly("open first", "open second", "close second", "close first");
    }

    @Test
    void aMissingClassAtOpeningIsReportedLikeAnyError() {
        third.failingAt("open", new NoClassDefFoundError("driver"));
        assertThatThrownBy(() -> EngineHarness.of(chain()).start())
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("Node \"third\" could not be opened");
        assertThat(events).endsWith("close third", "close second", "close first");
    }

    @Test
    void aNodeThatFailsToCloseDoesNotKeepOthersOpen() {
        third.failingAt("close", new IllegalStateException("injected"));
        second.failingAt("close", new NoClassDefFoundError("gone"));
        EngineHarness.of(chain()).start().close();
        assertThat(events).endsWith("close third", "close second", "close first");
    }

    @Test
    void anObjectThatIsTwoNodesIsOpenedAndClosedOnce() {
        EngineHarness.of((pipeline, context) -> {
                    var source = pipeline.addSource("source", KafkaSourceNode.of(String.class));
                    var transform = pipeline.addTransform("transform", (TransformNode<String, String>) first);
                    pipeline.connect(source, transform);
                    pipeline.connect(source, pipeline.addSink("one", (SinkNode<String>) first));
                    pipeline.connect(transform, pipeline.addSink("two", (SinkNode<String>) first));
                })
                .start()
                .close();
        assertThat(events).containsExactly("open first", "close first");
    }

    @Test
    void aNodeIsToldWhoItIsAndWhenTheTaskStops() {
        EngineHarness harness = EngineHarness.of(chain()).start();
        NodeContext context = second.context();
        assertThat(context.nodeName()).isEqualTo("second");
        assertThat(context.connectorName()).isEqualTo("test");
        assertThat(context.taskId()).isZero();
        assertThat(context.stopping()).isFalse();
        harness.engine.fail(new ConnectException("other"));
        assertThat(context.stopping()).isFalse();
        harness.close();
        assertThat(context.stopping()).isTrue();
    }
}

package io.npipeline.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.npipeline.failure.CircuitBreaker;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.BatchSinkNode;
import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.SinkNode;
import io.npipeline.node.TransactionalSinkNode;
import io.npipeline.node.TransformNode;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Each way a definition can be wrong, and the sentence that says so. */
class GraphValidationTest {

    private static final KafkaSourceNode<String> SOURCE = KafkaSourceNode.of(String.class);
    private static final SinkNode<String> SINK = message -> {};
    private static final TransformNode<String, String> SAME = body -> body;

    private static final BatchLimits LIMITS = BatchLimits.of(1, Duration.ZERO);
    private static final TransactionalSinkNode<String> STORE = (topic, partition, limit) -> {
        throw new IllegalStateException("not to be claimed");
    };

    private static void assertRefused(String sentence, PipelineDefinition definition) {
        assertThatExceptionOfType(GraphException.class)
                .isThrownBy(() -> PipelineGraph.of(definition, new NoParameters()))
                .withMessage(sentence);
    }

    @Test
    void noSource() {
        assertRefused("A pipeline has exactly one source, but this one has none", (pipeline, context) -> {});
        assertRefused(
                "A pipeline has exactly one source, but this one has none",
                (pipeline, context) -> pipeline.addSink("sink", SINK));
    }

    @Test
    void twoSources() {
        assertRefused("A pipeline has exactly one source, but this one has 2: first, second", (pipeline, context) -> {
            var sink = pipeline.addSink("sink", SINK);
            pipeline.connect(pipeline.addSource("first", SOURCE), sink);
            pipeline.connect(pipeline.addSource("second", SOURCE), sink);
        });
    }

    @Test
    void aSourceThatLeadsNowhere() {
        assertRefused(
                "Node \"source\" is connected to nothing: its messages would end nowhere",
                (pipeline, context) -> pipeline.addSource("source", SOURCE));
    }

    @Test
    void aTransformThatLeadsNowhere() {
        assertRefused(
                "Node \"dangling\" is connected to nothing: its messages would end nowhere", (pipeline, context) -> {
                    var source = pipeline.addSource("source", SOURCE);
                    pipeline.connect(source, pipeline.addSink("sink", SINK));
                    pipeline.connect(source, pipeline.addTransform("dangling", SAME));
                });
    }

    @Test
    void aNodeThatNothingLeadsTo() {
        assertRefused("Node \"island\" is not connected to the source", (pipeline, context) -> {
            var sink = pipeline.addSink("sink", SINK);
            pipeline.connect(pipeline.addSource("source", SOURCE), sink);
            pipeline.connect(pipeline.addTransform("island", SAME), sink);
        });
        assertRefused("Node \"lonely\" is not connected to the source", (pipeline, context) -> {
            pipeline.connect(pipeline.addSource("source", SOURCE), pipeline.addSink("sink", SINK));
            pipeline.addSink("lonely", SINK);
        });
    }

    @Test
    void aCycle() {
        assertRefused("The pipeline has a cycle: a -> b -> a", (pipeline, context) -> {
            var a = pipeline.addTransform("a", SAME);
            var b = pipeline.addTransform("b", SAME);
            pipeline.connect(pipeline.addSource("source", SOURCE), a);
            pipeline.connect(a, b);
            pipeline.connect(b, a);
            pipeline.connect(b, pipeline.addSink("sink", SINK));
        });
    }

    @Test
    void aNodeThatLeadsToItself() {
        assertRefused("The pipeline has a cycle: a -> a", (pipeline, context) -> {
            var a = pipeline.addTransform("a", SAME);
            pipeline.connect(pipeline.addSource("source", SOURCE), a);
            pipeline.connect(a, a);
        });
    }

    @Test
    void oneNameForTwoNodes() {
        assertRefused("Two nodes are named \"twin\"", (pipeline, context) -> {
            pipeline.addSource("twin", SOURCE);
            pipeline.addSink("twin", SINK);
        });
    }

    @Test
    void aBlankName() {
        assertRefused("A node's name must not be blank", (pipeline, context) -> pipeline.addSource(" ", SOURCE));
    }

    @Test
    void oneBatchSinkUnderTwoNames() {
        BatchSinkNode<String> shared = batch -> {};
        BatchLimits limits = BatchLimits.of(10, Duration.ZERO);
        assertRefused(
                "Nodes \"one\" and \"two\" share one batch sink object, which would be called by two batches at a time",
                (pipeline, context) -> {
                    var source = pipeline.addSource("source", SOURCE);
                    pipeline.connect(source, pipeline.addBatchSink("one", shared, limits));
                    pipeline.connect(source, pipeline.addBatchSink("two", shared, limits));
                });
    }

    @Test
    void oneEdgeTwice() {
        assertRefused("Node \"source\" is connected to \"sink\" twice", (pipeline, context) -> {
            var source = pipeline.addSource("source", SOURCE);
            var sink = pipeline.addSink("sink", SINK);
            pipeline.connect(source, sink);
            pipeline.connect(source, sink);
        });
    }

    @Test
    void aRouteBesideAnUnconditionalEdgeToTheSameNode() {
        String sentence = "Node \"source\" is connected to \"sink\" twice";
        assertRefused(sentence, (pipeline, context) -> {
            var source = pipeline.addSource("source", SOURCE);
            var sink = pipeline.addSink("sink", SINK);
            pipeline.connect(source, sink);
            pipeline.connectWhen(source, (String body) -> true, sink);
        });
        assertRefused(sentence, (pipeline, context) -> {
            var source = pipeline.addSource("source", SOURCE);
            var sink = pipeline.addSink("sink", SINK);
            pipeline.connectWhen(source, (String body) -> true, sink);
            pipeline.connect(source, sink);
        });
    }

    @Test
    void anOtherwiseWithoutARoute() {
        assertRefused(
                "Node \"source\" has a connectOtherwise but no connectWhen: use connect",
                (pipeline, context) -> pipeline.connectOtherwise(
                        pipeline.addSource("source", SOURCE), pipeline.addSink("sink", SINK)));
        assertRefused("Node \"source\" has a dropOtherwise but no connectWhen", (pipeline, context) -> {
            var source = pipeline.addSource("source", SOURCE);
            pipeline.connect(source, pipeline.addSink("sink", SINK));
            pipeline.dropOtherwise(source);
        });
    }

    @Test
    void twoWaysForWhatNoRouteTakes() {
        assertRefused("Node \"source\" has two connectOtherwise: to \"a\" and to \"b\"", (pipeline, context) -> {
            var source = pipeline.addSource("source", SOURCE);
            pipeline.connectWhen(source, (String body) -> true, pipeline.addSink("sink", SINK));
            pipeline.connectOtherwise(source, pipeline.addSink("a", SINK));
            pipeline.connectOtherwise(source, pipeline.addSink("b", SINK));
        });
        assertRefused("Node \"source\" has both a connectOtherwise and a dropOtherwise", (pipeline, context) -> {
            var source = pipeline.addSource("source", SOURCE);
            pipeline.connectWhen(source, (String body) -> true, pipeline.addSink("sink", SINK));
            pipeline.connectOtherwise(source, pipeline.addSink("a", SINK));
            pipeline.dropOtherwise(source);
        });
    }

    @Test
    void aNodeThatLeadsToTapsOnly() {
        assertRefused(
                "Node \"source\" is connected to taps only: its messages would end nowhere",
                (pipeline, context) ->
                        pipeline.connect(pipeline.addSource("source", SOURCE), pipeline.addTap("tap", SINK)));
    }

    @Test
    void aRouteThatTakesMessagesToATapOnly() {
        assertRefused(
                "Node \"source\" has a route to tap \"tap\" and no connect: the messages it takes would end nowhere",
                (pipeline, context) -> {
                    var source = pipeline.addSource("source", SOURCE);
                    pipeline.connectWhen(source, (String body) -> true, pipeline.addTap("tap", SINK));
                    pipeline.connectOtherwise(source, pipeline.addSink("sink", SINK));
                });
    }

    @Test
    void aTapMayBeShownSomeMessages() {
        PipelineGraph graph = PipelineGraph.of(
                (pipeline, context) -> {
                    var source = pipeline.addSource("source", SOURCE);
                    pipeline.connect(source, pipeline.addSink("sink", SINK));
                    pipeline.connectWhen(source, (String body) -> true, pipeline.addTap("tap", SINK));
                    pipeline.dropOtherwise(source);
                },
                new NoParameters());

        assertThat(graph.nodes()).hasSize(3);
    }

    @Test
    void aTapWithAFailurePolicy() {
        assertRefused("Node \"tap\" is a tap and can have no failure policy", (pipeline, context) -> {
            var source = pipeline.addSource("source", SOURCE);
            pipeline.connect(source, pipeline.addSink("sink", SINK));
            pipeline.connect(
                    source, pipeline.addTap("tap", SINK).onFailure(FailurePolicy.always(NodeErrorDecision.SKIP)));
        });
    }

    @Test
    void aTimeLimitThatCannotBeKept() {
        assertRefused(
                "The time limit of node \"sink\" must be more than zero and at most PT24H, not PT0S",
                (pipeline, context) -> pipeline.addSink("sink", SINK).timeLimit(Duration.ZERO));
        assertRefused(
                "The time limit of node \"sink\" must be more than zero and at most PT24H, not PT48H",
                (pipeline, context) -> pipeline.addSink("sink", SINK).timeLimit(Duration.ofDays(2)));
        assertRefused(
                "Node \"kafka\" calls no code of yours and can have no time limit",
                (pipeline, context) -> pipeline.addSink("kafka", KafkaSinkNode.of(String.class))
                        .timeLimit(Duration.ofSeconds(1)));
    }

    @Test
    void aCircuitBreakerWhereItWouldDoNothing() {
        assertRefused(
                "Node \"kafka\" calls no code of yours and can have no circuit breaker",
                (pipeline, context) -> pipeline.addSink("kafka", KafkaSinkNode.of(String.class))
                        .circuitBreaker(CircuitBreaker.ofDefaults()));
        assertRefused(
                "Node \"tap\" is a tap and can have no circuit breaker: its failures are of no consequence to messages",
                (pipeline, context) -> pipeline.addTap("tap", SINK).circuitBreaker(CircuitBreaker.ofDefaults()));
    }

    @Test
    void aHandleOfAnotherPipeline() {
        AtomicReference<SinkHandle<String>> foreign = new AtomicReference<>();
        PipelineGraph.of(
                (pipeline, context) -> {
                    SinkHandle<String> sink = pipeline.addSink("foreign", SINK);
                    foreign.set(sink);
                    pipeline.connect(pipeline.addSource("source", SOURCE), sink);
                },
                new NoParameters());
        assertRefused(
                "Node \"foreign\" was added to another pipeline",
                (pipeline, context) ->
                        pipeline.connect(pipeline.addSource("source", SOURCE), Objects.requireNonNull(foreign.get())));
    }

    @Test
    void anOwnSourceWithAnOwnSink() {
        String sentence =
                "A pipeline from a source of your own must end in Kafka only: node \"own\" is a sink of your own";
        assertRefused(
                sentence,
                (pipeline, context) ->
                        pipeline.connect(pipeline.addSource("source", new NoSource()), pipeline.addSink("own", SINK)));
        assertRefused(sentence, (pipeline, context) -> {
            var source = pipeline.addSource("source", new NoSource());
            pipeline.connect(source, pipeline.addSink("kafka", KafkaSinkNode.of(String.class)));
            pipeline.connect(source, pipeline.addSink("own", SINK));
        });
    }

    @Test
    @SuppressWarnings("NullAway") // what callers without null checks do
    void aNodeThatIsNull() {
        SinkNode<String> missing = null;
        assertThatNullPointerException()
                .isThrownBy(() -> PipelineGraph.of(
                        (pipeline, context) -> pipeline.addSink("missing", missing), new NoParameters()))
                .withMessage("Node \"missing\" is null");
    }

    @Test
    @SuppressWarnings("NullAway") // what callers without null checks do
    void aRouteWithoutAPredicate() {
        Predicate<String> missing = null;
        assertThatNullPointerException()
                .isThrownBy(() -> PipelineGraph.of(
                        (pipeline, context) -> pipeline.connectWhen(
                                pipeline.addSource("source", KafkaSourceNode.of(String.class)),
                                missing,
                                pipeline.addSink("sink", SINK)),
                        new NoParameters()))
                .withMessage("The predicate of an edge from node \"source\" is null");
    }

    @Test
    void twoStoresOfPositions() {
        assertRefused(
                "A pipeline has at most one transactional sink, but this one has 2: first, second; let one of them write"
                        + " what belongs together",
                (pipeline, context) -> {
                    var source = pipeline.addSource("source", SOURCE);
                    pipeline.connect(source, pipeline.addTransactionalSink("first", STORE, LIMITS));
                    pipeline.connect(source, pipeline.addTransactionalSink("second", STORE, LIMITS));
                });
    }

    @Test
    void aStoreOfPositionsInAPipelineIntoKafka() {
        assertRefused(
                "Node \"store\" is a transactional sink and cannot be in a pipeline that writes to Kafka, whose positions"
                        + " the worker stores: use a sink or a batch sink, or a pipeline of its own",
                (pipeline, context) -> {
                    var source = pipeline.addSource("source", SOURCE);
                    pipeline.connect(source, pipeline.addTransactionalSink("store", STORE, LIMITS));
                    pipeline.connect(source, pipeline.addSink("topic", KafkaSinkNode.of(String.class)));
                });
    }

    @Test
    void aStoreOfPositionsBehindASourceOfTheUsers() {
        assertRefused(
                "A pipeline from a source of your own must end in Kafka only: node \"store\" is a sink of your own",
                (pipeline, context) -> pipeline.connect(
                        pipeline.addSource("files", new NoSource()),
                        pipeline.addTransactionalSink("store", STORE, LIMITS)));
    }

    @Test
    void aStoreOfPositionsWithACircuitBreaker() {
        assertRefused(
                "Node \"store\" is a transactional sink and can have no circuit breaker: while its transactions fail,"
                        + " those of the partition wait for the retries of its failure policy",
                (pipeline, context) -> pipeline.addTransactionalSink("store", STORE, LIMITS)
                        .circuitBreaker(CircuitBreaker.ofDefaults()));
    }
}

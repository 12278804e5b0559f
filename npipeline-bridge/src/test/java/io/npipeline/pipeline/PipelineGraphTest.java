package io.npipeline.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.message.KafkaMessage;
import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.SinkNode;
import org.junit.jupiter.api.Test;

/** What a valid definition becomes. */
class PipelineGraphTest {

    private static final KafkaSourceNode<String> KAFKA_IN = KafkaSourceNode.of(String.class);
    private static final KafkaSinkNode<String> KAFKA_OUT = KafkaSinkNode.of(String.class);
    private static final SinkNode<String> OWN_SINK = message -> {};

    private static PipelineGraph graph(PipelineDefinition definition) {
        return PipelineGraph.of(definition, new NoParameters());
    }

    @Test
    void kafkaToAnOwnSinkIsEgress() {
        PipelineGraph graph = graph((pipeline, context) ->
                pipeline.connect(pipeline.addSource("in", KAFKA_IN), pipeline.addSink("out", OWN_SINK)));
        assertThat(graph.topology()).isEqualTo(Topology.EGRESS);
    }

    @Test
    void anOwnSourceToKafkaIsIngress() {
        PipelineGraph graph = graph((pipeline, context) ->
                pipeline.connect(pipeline.addSource("in", new NoSource()), pipeline.addSink("out", KAFKA_OUT)));
        assertThat(graph.topology()).isEqualTo(Topology.INGRESS);
    }

    @Test
    void aTapIsNoEndOfAPipeline() {
        PipelineGraph graph = graph((pipeline, context) -> {
            var source = pipeline.addSource("in", new NoSource());
            pipeline.connect(source, pipeline.addTap("tap", OWN_SINK));
            pipeline.connect(source, pipeline.addSink("out", KAFKA_OUT));
        });
        assertThat(graph.topology()).isEqualTo(Topology.INGRESS);
    }

    @Test
    void kafkaToKafkaIsARelayAlsoWithAnOwnSinkBesides() {
        PipelineGraph graph = graph((pipeline, context) -> {
            var source = pipeline.addSource("in", KAFKA_IN);
            pipeline.connect(source, pipeline.addSink("own", OWN_SINK));
            pipeline.connect(source, pipeline.addSink("out", KAFKA_OUT));
        });
        assertThat(graph.topology()).isEqualTo(Topology.RELAY);
    }

    @Test
    void nodesStandInTheOrderTheyWereAddedAndOutputsInTheOrderTheyWereConnected() {
        PipelineGraph graph = graph((pipeline, context) -> {
            var last = pipeline.addSink("last", OWN_SINK);
            var source = pipeline.addSource("source", KAFKA_IN);
            var other = pipeline.addSink("other", OWN_SINK);
            pipeline.connect(source, other);
            pipeline.connect(source, last);
        });
        assertThat(graph.nodes()).extracting(GraphNode::name).containsExactly("last", "source", "other");
        assertThat(graph.source().name()).isEqualTo("source");
        assertThat(graph.source().outputs()).extracting(GraphNode::name).containsExactly("other", "last");
    }

    @Test
    void branchesThatMeetAgainMeetInOneNode() {
        PipelineGraph graph = graph((pipeline, context) -> {
            var source = pipeline.addSource("source", KAFKA_IN);
            var left = pipeline.addTransform("left", (String body) -> body);
            var right = pipeline.addFilter("right", (String body) -> true);
            var sink = pipeline.addSink("sink", OWN_SINK);
            pipeline.connect(source, left);
            pipeline.connect(source, right);
            pipeline.connect(left, sink);
            pipeline.connect(right, sink);
        });
        GraphNode left = graph.source().outputs().get(0);
        GraphNode right = graph.source().outputs().get(1);
        assertThat(left.outputs().get(0)).isSameAs(right.outputs().get(0));
    }

    @Test
    void aNodeKeepsTheFailurePolicyItWasGiven() {
        FailurePolicy policy = FailurePolicy.always(NodeErrorDecision.SKIP);
        PipelineGraph graph = graph((pipeline, context) -> {
            var transform = pipeline.addTransform("own", (String body) -> body).onFailure(policy);
            pipeline.connect(pipeline.addSource("source", KAFKA_IN), transform);
            pipeline.connect(transform, pipeline.addSink("default", OWN_SINK));
        });
        assertThat(graph.nodes().get(0).failurePolicy()).containsSame(policy);
        assertThat(graph.nodes().get(2).failurePolicy()).isEmpty();
    }

    @Test
    void aNodeMayTakeABroaderBodyThanItGets() {
        SinkNode<Object> anything = (KafkaMessage<Object> message) -> {};
        PipelineGraph graph = graph((pipeline, context) ->
                pipeline.connect(pipeline.addSource("in", KAFKA_IN), pipeline.addSink("out", anything)));
        assertThat(graph.nodes()).hasSize(2);
    }

    @Test
    void aDefinitionSeesItsContext() {
        PipelineContext context = new NoParameters();
        PipelineGraph.of(
                (pipeline, given) -> {
                    assertThat(given).isSameAs(context);
                    pipeline.connect(pipeline.addSource("in", KAFKA_IN), pipeline.addSink("out", OWN_SINK));
                },
                context);
    }
}

package io.npipeline.engine;

import io.npipeline.node.MessageTransformNode;
import io.npipeline.pipeline.EdgeCondition;
import io.npipeline.pipeline.GraphEdge;
import io.npipeline.pipeline.GraphNode;
import io.npipeline.pipeline.NodeSpec;
import io.npipeline.pipeline.PipelineGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles a graph into operators: one for each node, connected as the nodes are. */
final class GraphCompiler {

    private final NodeCompiler nodes;
    private final Map<GraphNode, Operator> operators = new HashMap<>();

    GraphCompiler(EngineSettings settings, EngineParts parts) {
        nodes = new NodeCompiler(settings, parts);
    }

    /**
     * The operator that messages enter at.
     *
     * @param reception what the source itself does with each message; {@code null} for nothing
     */
    Operator compile(PipelineGraph graph, @Nullable MessageTransformNode<?, ?> reception) {
        GraphNode source = graph.source();
        List<Operator> outputs = outputs(source);
        if (reception != null) {
            Operator first =
                    new MessageTransformOperator(nodes.meter(source).operator(), nodes.policy(source), reception);
            first.connect(outputs);
            return first;
        }
        Operator first = entry(source, outputs);
        nodes.meter(source).first(first.meter());
        return first;
    }

    /** The batch sinks and batchers that {@link #compile} met. */
    List<Gathering> gatherings() {
        return nodes.gatherings();
    }

    /** What the nodes do, in the order of the graph. */
    List<NodeReadings> nodeReadings(PipelineGraph graph) {
        return graph.nodes().stream().<NodeReadings>map(nodes::meter).toList();
    }

    /** The circuit breakers of the nodes that have one. */
    List<NodeCircuit> circuits() {
        return nodes.circuits();
    }

    /** The transactional sink, where there is one. */
    @Nullable
    TransactionalSinkOperator transactionalSink() {
        return nodes.transactionalSink();
    }

    /** The operator that what leaves the node enters. */
    private Operator entry(GraphNode node, List<Operator> outputs) {
        if (outputs.size() == 1) {
            return outputs.get(0);
        }
        Operator first = new PassOperator(nodes.meter(node).beside(), nodes.policy(node));
        first.connect(outputs);
        return first;
    }

    private Operator operator(GraphNode node) {
        Operator known = operators.get(node);
        if (known != null) {
            return known;
        }
        List<Operator> outputs = outputs(node);
        Operator operator = node.spec() instanceof NodeSpec.Batcher batcher
                ? nodes.batcher(node, batcher.limits(), entry(node, outputs))
                : nodes.compile(node);
        operator.connect(outputs);
        operators.put(node, operator);
        return operator;
    }

    /** The operators behind a node; all its routes are one of them, in the place of the first. */
    private List<Operator> outputs(GraphNode node) {
        List<Operator> outputs = new ArrayList<>();
        boolean routed = false;
        for (GraphEdge edge : node.edges()) {
            if (edge.condition() instanceof EdgeCondition.Always) {
                outputs.add(operator(edge.to()));
            } else if (!routed) {
                routed = true;
                outputs.add(router(node));
            }
        }
        return outputs;
    }

    private RouteOperator router(GraphNode node) {
        List<RouteOperator.Route> routes = new ArrayList<>();
        Operator otherwise = null;
        for (GraphEdge edge : node.edges()) {
            if (edge.condition() instanceof EdgeCondition.When when) {
                routes.add(RouteOperator.Route.of(when.predicate(), operator(edge.to())));
            } else if (edge.condition() instanceof EdgeCondition.Otherwise) {
                otherwise = operator(edge.to());
            }
        }
        return new RouteOperator(
                nodes.meter(node).beside(), nodes.policy(node), routes, otherwise, node.dropsOtherwise());
    }
}

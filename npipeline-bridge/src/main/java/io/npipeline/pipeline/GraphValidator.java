package io.npipeline.pipeline;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns drafts into a graph, or says in one sentence why not. */
final class GraphValidator {

    private GraphValidator() {}

    static PipelineGraph validate(Collection<NodeDraft> drafts) {
        NodeDraft source = onlySource(drafts);
        requireOutputs(drafts);
        requireRoutes(drafts);
        requireNoCycle(drafts);
        requireReachable(source, drafts);
        requireOneStoreOfPositions(drafts);
        Map<NodeDraft, GraphNode> nodes = new LinkedHashMap<>();
        GraphNode sourceNode = freeze(source, nodes);
        List<GraphNode> inOrder = drafts.stream().map(nodes::get).toList();
        return new PipelineGraph(sourceNode, inOrder, topology(source, drafts));
    }

    private static NodeDraft onlySource(Collection<NodeDraft> drafts) {
        List<NodeDraft> sources =
                drafts.stream().filter(draft -> draft.spec().isSource()).toList();
        if (sources.size() != 1) {
            throw new GraphException("A pipeline has exactly one source, but this one has "
                    + (sources.isEmpty() ? "none" : sources.size() + ": " + names(sources, ", ")));
        }
        return sources.get(0);
    }

    private static void requireOutputs(Collection<NodeDraft> drafts) {
        for (NodeDraft draft : drafts) {
            if (!draft.spec().isSink() && draft.outputs().isEmpty()) {
                throw new GraphException(
                        "Node \"" + draft.name() + "\" is connected to nothing: its messages would end nowhere");
            }
            if (!draft.spec().isSink() && draft.outputs().stream().allMatch(GraphValidator::isTap)) {
                throw new GraphException(
                        "Node \"" + draft.name() + "\" is connected to taps only: its messages would end nowhere");
            }
            if (isTap(draft) && draft.failurePolicy() != null) {
                throw new GraphException("Node \"" + draft.name() + "\" is a tap and can have no failure policy");
            }
        }
    }

    private static void requireRoutes(Collection<NodeDraft> drafts) {
        for (NodeDraft draft : drafts) {
            if (draft.otherwise().isPresent() && !draft.hasRoutes()) {
                throw new GraphException(
                        "Node \"" + draft.name() + "\" has a connectOtherwise but no connectWhen: use connect");
            }
            if (draft.dropsOtherwise() && !draft.hasRoutes()) {
                throw new GraphException("Node \"" + draft.name() + "\" has a dropOtherwise but no connectWhen");
            }
            if (draft.dropsOtherwise() && draft.otherwise().isPresent()) {
                throw new GraphException(
                        "Node \"" + draft.name() + "\" has both a connectOtherwise and a dropOtherwise");
            }
            requireEndBesideTaps(draft);
        }
    }

    /** A route takes a message away from the other routes, and a tap is no end for it. */
    private static void requireEndBesideTaps(NodeDraft draft) {
        boolean allGoOn = draft.edges().stream()
                .anyMatch(edge -> edge.condition() instanceof EdgeCondition.Always && !isTap(edge.to()));
        for (NodeDraft.Edge edge : draft.edges()) {
            if (!allGoOn && !(edge.condition() instanceof EdgeCondition.Always) && isTap(edge.to())) {
                throw new GraphException("Node \"" + draft.name() + "\" has a route to tap \""
                        + edge.to().name() + "\" and no connect: the messages it takes would end nowhere");
            }
        }
    }

    private static void requireReachable(NodeDraft source, Collection<NodeDraft> drafts) {
        Set<NodeDraft> reached = new HashSet<>(Set.of(source));
        Deque<NodeDraft> toVisit = new ArrayDeque<>(reached);
        while (!toVisit.isEmpty()) {
            for (NodeDraft next : toVisit.pop().outputs()) {
                if (reached.add(next)) {
                    toVisit.push(next);
                }
            }
        }
        for (NodeDraft draft : drafts) {
            if (!reached.contains(draft)) {
                throw new GraphException("Node \"" + draft.name() + "\" is not connected to the source");
            }
        }
    }

    private static void requireNoCycle(Collection<NodeDraft> drafts) {
        Set<NodeDraft> finished = new HashSet<>();
        for (NodeDraft draft : drafts) {
            visit(draft, new LinkedHashSet<>(), finished);
        }
    }

    private static void visit(NodeDraft draft, Set<NodeDraft> path, Set<NodeDraft> finished) {
        if (finished.contains(draft)) {
            return;
        }
        if (!path.add(draft)) {
            List<NodeDraft> cycle =
                    path.stream().dropWhile(node -> node != draft).toList();
            throw new GraphException("The pipeline has a cycle: " + names(cycle, " -> ") + " -> " + draft.name());
        }
        for (NodeDraft next : draft.outputs()) {
            visit(next, path, finished);
        }
        path.remove(draft);
        finished.add(draft);
    }

    /** Positions in two stores would say two things, and those of a pipeline into Kafka are stored by the worker. */
    private static void requireOneStoreOfPositions(Collection<NodeDraft> drafts) {
        List<NodeDraft> stores = drafts.stream()
                .filter(draft -> draft.spec() instanceof NodeSpec.TransactionalSink)
                .toList();
        if (stores.size() > 1) {
            throw new GraphException("A pipeline has at most one transactional sink, but this one has " + stores.size()
                    + ": " + names(stores, ", ") + "; let one of them write what belongs together");
        }
        if (!stores.isEmpty() && drafts.stream().anyMatch(draft -> draft.spec() instanceof NodeSpec.KafkaSink)) {
            throw new GraphException("Node \"" + stores.get(0).name()
                    + "\" is a transactional sink and cannot be in a pipeline that writes to Kafka, whose positions the"
                    + " worker stores: use a sink or a batch sink, or a pipeline of its own");
        }
    }

    private static GraphNode freeze(NodeDraft draft, Map<NodeDraft, GraphNode> nodes) {
        GraphNode known = nodes.get(draft);
        if (known != null) {
            return known;
        }
        List<GraphEdge> edges = draft.edges().stream()
                .map(edge -> new GraphEdge(edge.condition(), freeze(edge.to(), nodes)))
                .toList();
        GraphNode node = new GraphNode(
                draft.name(),
                draft.spec(),
                draft.failurePolicy(),
                draft.timeLimit(),
                draft.circuitBreaker(),
                edges,
                draft.dropsOtherwise());
        nodes.put(draft, node);
        return node;
    }

    private static Topology topology(NodeDraft source, Collection<NodeDraft> drafts) {
        boolean fromKafka = source.spec() instanceof NodeSpec.KafkaSource;
        boolean toKafka = drafts.stream().anyMatch(draft -> draft.spec() instanceof NodeSpec.KafkaSink);
        if (fromKafka) {
            return toKafka ? Topology.RELAY : Topology.EGRESS;
        }
        if (toKafka && drafts.stream().noneMatch(GraphValidator::isUserSink)) {
            return Topology.INGRESS;
        }
        throw new GraphException("A pipeline from a source of your own must end in Kafka only: node \""
                + drafts.stream()
                        .filter(GraphValidator::isUserSink)
                        .map(NodeDraft::name)
                        .findFirst()
                        .orElse("?")
                + "\" is a sink of your own");
    }

    private static boolean isUserSink(NodeDraft draft) {
        return draft.spec().isSink() && !(draft.spec() instanceof NodeSpec.KafkaSink) && !isTap(draft);
    }

    private static boolean isTap(NodeDraft draft) {
        return draft.spec() instanceof NodeSpec.Tap;
    }

    private static String names(Collection<NodeDraft> drafts, String separator) {
        return drafts.stream().map(NodeDraft::name).collect(Collectors.joining(separator));
    }
}

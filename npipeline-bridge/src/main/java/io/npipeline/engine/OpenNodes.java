package io.npipeline.engine;

import io.npipeline.metrics.KafkaMetrics;
import io.npipeline.node.Node;
import io.npipeline.node.NodeContext;
import io.npipeline.pipeline.GraphNode;
import io.npipeline.pipeline.PipelineGraph;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The user's nodes of a graph, opened in order and closed in reverse, each object once.
 *
 * <p>Task thread only.
 */
final class OpenNodes implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OpenNodes.class);

    private record Opened(String name, Node node) {}

    private final Deque<Opened> opened = new ArrayDeque<>();

    /** Opens the nodes of a graph; when one fails, closes those that were opened, that one included. */
    static OpenNodes open(PipelineGraph graph, EngineSettings settings, RunState state) {
        OpenNodes nodes = new OpenNodes();
        Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (GraphNode graphNode : graph.nodes()) {
            Node node = graphNode.spec().node().orElse(null);
            if (node != null && seen.add(node)) {
                nodes.opened.push(new Opened(graphNode.name(), node));
                try {
                    node.open(new TaskNodeContext(
                            graphNode.name(), settings.connectorName(), settings.taskId(), settings.metrics(), state));
                } catch (Throwable error) {
                    nodes.close();
                    throw new ConnectException(
                            "Node \"" + graphNode.name() + "\" could not be opened: " + error, error);
                }
            }
        }
        return nodes;
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            Opened last = opened.pop();
            try {
                last.node().close();
            } catch (Throwable error) {
                log.warn("Node \"{}\" failed to close", last.name(), error);
            }
        }
    }

    private record TaskNodeContext(
            String nodeName, String connectorName, int taskId, KafkaMetrics metrics, RunState state)
            implements NodeContext {
        @Override
        public boolean stopping() {
            return state.isStopping();
        }
    }
}

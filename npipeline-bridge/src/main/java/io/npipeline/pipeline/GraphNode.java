package io.npipeline.pipeline;

import io.npipeline.failure.CircuitBreaker;
import io.npipeline.failure.FailurePolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One node of a validated graph. Immutable. */
public final class GraphNode {

    private final String name;
    private final NodeSpec spec;
    private final @Nullable FailurePolicy failurePolicy;
    private final @Nullable Duration timeLimit;
    private final @Nullable CircuitBreaker circuitBreaker;
    private final List<GraphEdge> edges;
    private final boolean dropsOtherwise;

    GraphNode(
            String name,
            NodeSpec spec,
            @Nullable FailurePolicy failurePolicy,
            @Nullable Duration timeLimit,
            @Nullable CircuitBreaker circuitBreaker,
            List<GraphEdge> edges,
            boolean dropsOtherwise) {
        this.name = name;
        this.spec = spec;
        this.failurePolicy = failurePolicy;
        this.timeLimit = timeLimit;
        this.circuitBreaker = circuitBreaker;
        this.edges = List.copyOf(edges);
        this.dropsOtherwise = dropsOtherwise;
    }

    public String name() {
        return name;
    }

    public NodeSpec spec() {
        return spec;
    }

    /** The policy set on this very node. */
    public Optional<FailurePolicy> failurePolicy() {
        return Optional.ofNullable(failurePolicy);
    }

    /** How long one call to it may take, where that was set. */
    public Optional<Duration> timeLimit() {
        return Optional.ofNullable(timeLimit);
    }

    /** When it is left alone, where that was set. */
    public Optional<CircuitBreaker> circuitBreaker() {
        return Optional.ofNullable(circuitBreaker);
    }

    /** Where its messages go and on which condition, in the order of the {@code connect} calls. */
    public List<GraphEdge> edges() {
        return edges;
    }

    /** The nodes its edges lead to, each once, in the order of the {@code connect} calls. */
    public List<GraphNode> outputs() {
        return edges.stream().map(GraphEdge::to).distinct().toList();
    }

    /** Whether messages that no route takes end here instead of failing. */
    public boolean dropsOtherwise() {
        return dropsOtherwise;
    }

    @Override
    public String toString() {
        return name;
    }
}

package io.npipeline.pipeline;

import io.npipeline.failure.FailurePolicy;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One node of a validated graph. Immutable. */
public final class GraphNode {

    private final String name;
    private final NodeSpec spec;
    private final @Nullable FailurePolicy failurePolicy;
    private final List<GraphNode> outputs;

    GraphNode(String name, NodeSpec spec, @Nullable FailurePolicy failurePolicy, List<GraphNode> outputs) {
        this.name = name;
        this.spec = spec;
        this.failurePolicy = failurePolicy;
        this.outputs = List.copyOf(outputs);
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

    /** Where its messages go, in the order of the {@code connect} calls. */
    public List<GraphNode> outputs() {
        return outputs;
    }

    @Override
    public String toString() {
        return name;
    }
}

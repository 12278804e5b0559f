package io.npipeline.pipeline;

import io.npipeline.failure.FailurePolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node while its pipeline is being described. Not thread safe. */
final class NodeDraft {

    private final PipelineBuilder owner;
    private final String name;
    private final NodeSpec spec;
    private final List<NodeDraft> outputs = new ArrayList<>();
    private @Nullable FailurePolicy failurePolicy;

    NodeDraft(PipelineBuilder owner, String name, NodeSpec spec) {
        this.owner = owner;
        this.name = name;
        this.spec = spec;
    }

    boolean belongsTo(PipelineBuilder builder) {
        return owner == builder;
    }

    String name() {
        return name;
    }

    NodeSpec spec() {
        return spec;
    }

    List<NodeDraft> outputs() {
        return outputs;
    }

    @Nullable
    FailurePolicy failurePolicy() {
        return failurePolicy;
    }

    void failurePolicy(FailurePolicy policy) {
        failurePolicy = policy;
    }
}

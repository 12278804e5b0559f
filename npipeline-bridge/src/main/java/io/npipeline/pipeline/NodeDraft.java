package io.npipeline.pipeline;

import io.npipeline.failure.CircuitBreaker;
import io.npipeline.failure.FailurePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A node while its pipeline is being described. Not thread safe. */
final class NodeDraft {

    private static final Duration LONGEST_TIME_LIMIT = Duration.ofDays(1);

    /** An edge to a draft. */
    record Edge(EdgeCondition condition, NodeDraft to) {}

    private final PipelineBuilder owner;
    private final String name;
    private final NodeSpec spec;
    private final List<Edge> edges = new ArrayList<>();
    private boolean dropsOtherwise;
    private @Nullable FailurePolicy failurePolicy;
    private @Nullable Duration timeLimit;
    private @Nullable CircuitBreaker circuitBreaker;

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

    List<Edge> edges() {
        return edges;
    }

    List<NodeDraft> outputs() {
        return edges.stream().map(Edge::to).toList();
    }

    /** The target of the {@code connectOtherwise}, where there is one. */
    Optional<NodeDraft> otherwise() {
        return edges.stream()
                .filter(edge -> edge.condition() instanceof EdgeCondition.Otherwise)
                .map(Edge::to)
                .findFirst();
    }

    boolean hasRoutes() {
        return edges.stream().anyMatch(edge -> edge.condition() instanceof EdgeCondition.When);
    }

    boolean dropsOtherwise() {
        return dropsOtherwise;
    }

    void dropOtherwise() {
        dropsOtherwise = true;
    }

    @Nullable
    FailurePolicy failurePolicy() {
        return failurePolicy;
    }

    void failurePolicy(FailurePolicy policy) {
        failurePolicy = policy;
    }

    @Nullable
    Duration timeLimit() {
        return timeLimit;
    }

    void timeLimit(Duration limit) {
        if (!spec.callsUserCode()) {
            throw new GraphException("Node \"" + name + "\" calls no code of yours and can have no time limit");
        }
        if (limit.isNegative() || limit.isZero() || limit.compareTo(LONGEST_TIME_LIMIT) > 0) {
            throw new GraphException("The time limit of node \"" + name + "\" must be more than zero and at most "
                    + LONGEST_TIME_LIMIT + ", not " + limit);
        }
        timeLimit = limit;
    }

    @Nullable
    CircuitBreaker circuitBreaker() {
        return circuitBreaker;
    }

    void circuitBreaker(CircuitBreaker breaker) {
        if (!spec.callsUserCode()) {
            throw new GraphException("Node \"" + name + "\" calls no code of yours and can have no circuit breaker");
        }
        if (spec instanceof NodeSpec.Tap) {
            throw new GraphException("Node \"" + name
                    + "\" is a tap and can have no circuit breaker: its failures are of no consequence to messages");
        }
        if (spec instanceof NodeSpec.TransactionalSink) {
            throw new GraphException("Node \"" + name
                    + "\" is a transactional sink and can have no circuit breaker: while its transactions fail, those of"
                    + " the partition wait for the retries of its failure policy");
        }
        circuitBreaker = breaker;
    }
}

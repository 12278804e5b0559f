package io.npipeline.engine;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.node.MessageTransformNode;
import io.npipeline.pipeline.GraphNode;
import io.npipeline.pipeline.NodeSpec;
import io.npipeline.pipeline.PipelineGraph;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compiles a graph into operators. */
final class GraphCompiler {

    private final EngineSettings settings;
    private final FailureHandler failures;
    private final DeadLetterDispatch deadLetters;
    private final RunState state;
    private final Timer timer;
    private final WorkerPool workers;
    private final Clock clock;
    private final Map<GraphNode, Operator> operators = new HashMap<>();
    private final List<BatchSinkOperator> batchSinks = new ArrayList<>();

    GraphCompiler(
            EngineSettings settings,
            FailureHandler failures,
            DeadLetterDispatch deadLetters,
            RunState state,
            Timer timer,
            WorkerPool workers,
            Clock clock) {
        this.settings = settings;
        this.failures = failures;
        this.deadLetters = deadLetters;
        this.state = state;
        this.timer = timer;
        this.workers = workers;
        this.clock = clock;
    }

    /**
     * The operator that messages enter at.
     *
     * @param reception what the source itself does with each message; {@code null} for nothing
     */
    Operator compile(PipelineGraph graph, @Nullable MessageTransformNode<?, ?> reception) {
        GraphNode source = graph.source();
        if (reception != null) {
            return connected(new MessageTransformOperator(source.name(), policy(source), reception), source);
        }
        return source.outputs().size() == 1
                ? operator(source.outputs().get(0))
                : connected(new PassOperator(source.name(), settings.defaultPolicy()), source);
    }

    /** The batch sinks that {@link #compile} met. */
    List<BatchSinkOperator> batchSinks() {
        return List.copyOf(batchSinks);
    }

    private Operator operator(GraphNode node) {
        Operator known = operators.get(node);
        if (known != null) {
            return known;
        }
        Operator operator = connected(bare(node), node);
        operators.put(node, operator);
        return operator;
    }

    private Operator connected(Operator operator, GraphNode node) {
        operator.connect(node.outputs().stream().map(this::operator).toList());
        return operator;
    }

    private Operator bare(GraphNode node) {
        String name = node.name();
        FailurePolicy policy = policy(node);
        NodeSpec spec = node.spec();
        if (spec instanceof NodeSpec.Transform transform) {
            return new TransformOperator(name, policy, transform.transform());
        }
        if (spec instanceof NodeSpec.FlatTransform flat) {
            return new FlatTransformOperator(name, policy, flat.transform());
        }
        if (spec instanceof NodeSpec.MessageTransform message) {
            return new MessageTransformOperator(name, policy, message.transform());
        }
        if (spec instanceof NodeSpec.Filter filter) {
            return new FilterOperator(name, policy, filter.keep());
        }
        if (spec instanceof NodeSpec.Sink sink) {
            return new SinkOperator(name, policy, sink.sink());
        }
        if (spec instanceof NodeSpec.KafkaSink kafka) {
            return new KafkaSinkOperator(name, policy, kafka.sink(), Objects.requireNonNull(settings.output()));
        }
        if (spec instanceof NodeSpec.BatchSink batch) {
            BatchSinkOperator operator = new BatchSinkOperator(
                    name, policy, batch.sink(), batch.limits(), failures, deadLetters, state, timer, workers, clock);
            batchSinks.add(operator);
            return operator;
        }
        throw new IllegalStateException("Node \"" + name + "\" is a source and cannot be compiled");
    }

    private FailurePolicy policy(GraphNode node) {
        FailurePolicy defaults = settings.defaultPolicy();
        return node.failurePolicy()
                .map(own -> defaults.lastStep().map(own::orElse).orElse(own))
                .orElse(defaults);
    }
}

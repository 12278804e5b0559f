package io.npipeline.engine;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.BatchSinkNode;
import io.npipeline.node.MessageTransformNode;
import io.npipeline.pipeline.EdgeCondition;
import io.npipeline.pipeline.GraphEdge;
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
    private final OpenShares openShares;
    private final RunState state;
    private final EngineCounters counters;
    private final Timer timer;
    private final WorkerPool workers;
    private final Clock clock;
    private final Map<GraphNode, Operator> operators = new HashMap<>();
    private final List<Gathering> gatherings = new ArrayList<>();
    private final List<NodeCircuit> circuits = new ArrayList<>();

    GraphCompiler(
            EngineSettings settings,
            FailureHandler failures,
            DeadLetterDispatch deadLetters,
            OpenShares openShares,
            RunState state,
            EngineCounters counters,
            Timer timer,
            WorkerPool workers,
            Clock clock) {
        this.settings = settings;
        this.failures = failures;
        this.deadLetters = deadLetters;
        this.openShares = openShares;
        this.state = state;
        this.counters = counters;
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
        List<Operator> outputs = outputs(source);
        if (reception == null) {
            return entry(source, outputs);
        }
        Operator first = new MessageTransformOperator(source.name(), policy(source), reception);
        first.connect(outputs);
        return first;
    }

    /** The operator that what leaves the node enters. */
    private Operator entry(GraphNode node, List<Operator> outputs) {
        if (outputs.size() == 1) {
            return outputs.get(0);
        }
        Operator first = new PassOperator(node.name(), policy(node));
        first.connect(outputs);
        return first;
    }

    /** The batch sinks and batchers that {@link #compile} met. */
    List<Gathering> gatherings() {
        return List.copyOf(gatherings);
    }

    /** The circuit breakers of the nodes that have one. */
    List<NodeCircuit> circuits() {
        return List.copyOf(circuits);
    }

    private Operator operator(GraphNode node) {
        Operator known = operators.get(node);
        if (known != null) {
            return known;
        }
        List<Operator> outputs = outputs(node);
        Operator operator = node.spec() instanceof NodeSpec.Batcher batcher
                ? batcher(node, batcher.limits(), outputs)
                : guarded(node);
        operator.connect(outputs);
        operators.put(node, operator);
        return operator;
    }

    private BatcherOperator batcher(GraphNode node, BatchLimits limits, List<Operator> outputs) {
        DeliveryRunner runner =
                new DeliveryRunner(entry(node, outputs), state, failures, deadLetters, timer, workers, clock);
        BatcherOperator operator =
                new BatcherOperator(node.name(), policy(node), limits, runner, state, timer, workers);
        gatherings.add(operator);
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
        return new RouteOperator(node.name(), policy(node), routes, otherwise, node.dropsOtherwise());
    }

    private Operator guarded(GraphNode node) {
        NodeCircuit circuit = node.circuitBreaker()
                .map(options -> new NodeCircuit(node.name(), options, policy(node), timer))
                .orElse(null);
        if (circuit == null) {
            return bare(node, null);
        }
        circuits.add(circuit);
        Operator operator = bare(node, circuit);
        if (operator instanceof BatchSinkOperator batches) {
            circuit.onChange(batches::flushIfDue);
            return batches;
        }
        circuit.onChange(() -> timer.wakeHeld(circuit));
        boolean seesTombstones = node.spec().isSink() || node.spec() instanceof NodeSpec.MessageTransform;
        return new CircuitOperator(operator, circuit, seesTombstones);
    }

    /**
     * @param circuit for what asks it by itself
     */
    private Operator bare(GraphNode node, @Nullable NodeCircuit circuit) {
        String name = node.name();
        FailurePolicy policy = policy(node);
        NodeSpec spec = node.spec();
        CallLimit limit = node.timeLimit()
                .map(longest -> new CallLimit(name, longest, timer))
                .orElse(null);
        if (spec instanceof NodeSpec.Transform transform) {
            return limited(new TransformOperator(name, policy, transform.transform()), limit);
        }
        if (spec instanceof NodeSpec.AsyncTransform async) {
            return new AsyncTransformOperator(name, policy, async.transform(), workers, limit);
        }
        if (spec instanceof NodeSpec.FlatTransform flat) {
            return new FlatTransformOperator(
                    name, policy, limit == null ? flat.transform() : limit.limitedTransform(flat.transform()));
        }
        if (spec instanceof NodeSpec.MessageTransform message) {
            return limited(new MessageTransformOperator(name, policy, message.transform()), limit);
        }
        if (spec instanceof NodeSpec.Filter filter) {
            return limited(new FilterOperator(name, policy, filter.keep()), limit);
        }
        if (spec instanceof NodeSpec.Sink sink) {
            return isManual()
                    ? new ManualSinkOperator(
                            name,
                            policy,
                            limit == null ? sink.sink() : limit.limitedSingleSink(sink.sink()),
                            failures,
                            openShares)
                    : limited(new SinkOperator(name, policy, sink.sink()), limit);
        }
        if (spec instanceof NodeSpec.Tap tap) {
            Operator observer = limited(new SinkOperator(name, policy, tap.observer()), limit);
            return new TapOperator(name, policy, observer, state, counters);
        }
        if (spec instanceof NodeSpec.KafkaSink kafka) {
            return new KafkaSinkOperator(name, policy, kafka.sink(), Objects.requireNonNull(settings.output()));
        }
        if (spec instanceof NodeSpec.BatchSink batch) {
            BatchSinkNode<?> sink = limit == null ? batch.sink() : limit.limitedSink(batch.sink());
            BatchSinkOperator operator = new BatchSinkOperator(
                    name,
                    policy,
                    sink,
                    batch.limits(),
                    isManual() ? openShares : null,
                    circuit,
                    failures,
                    deadLetters,
                    state,
                    timer,
                    workers,
                    clock);
            gatherings.add(operator);
            return operator;
        }
        throw new IllegalStateException("Node \"" + name + "\" is a source and cannot be compiled");
    }

    private boolean isManual() {
        return settings.acknowledgment() == AcknowledgmentStrategy.MANUAL;
    }

    private static Operator limited(Operator operator, @Nullable CallLimit limit) {
        return limit == null ? operator : new TimeLimitedOperator(operator, limit);
    }

    private FailurePolicy policy(GraphNode node) {
        FailurePolicy defaults = settings.defaultPolicy();
        return node.failurePolicy()
                .map(own -> defaults.lastStep().map(own::orElse).orElse(own))
                .orElse(defaults);
    }
}

package io.npipeline.engine;

import io.npipeline.engine.OperatorMeter.Own;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.BatchSinkNode;
import io.npipeline.pipeline.GraphNode;
import io.npipeline.pipeline.NodeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compiles single nodes, with their time limits and circuit breakers; the operators are not connected yet. */
final class NodeCompiler {

    private final EngineSettings settings;
    private final EngineParts parts;

    /** Where sinks wait for the user's acknowledgement; {@code null} where their return settles a message. */
    private final @Nullable OpenShares openShares;

    private final List<Gathering> gatherings = new ArrayList<>();
    private final List<NodeCircuit> circuits = new ArrayList<>();
    private @Nullable TransactionalSinkOperator transactionalSink;

    NodeCompiler(EngineSettings settings, EngineParts parts) {
        this.settings = settings;
        this.parts = parts;
        openShares = settings.acknowledgment().strategy() == AcknowledgmentStrategy.MANUAL ? parts.openShares() : null;
    }

    /** The batch sinks and batchers compiled so far. */
    List<Gathering> gatherings() {
        return List.copyOf(gatherings);
    }

    /** The circuit breakers of the nodes compiled so far. */
    List<NodeCircuit> circuits() {
        return List.copyOf(circuits);
    }

    /** The transactional sink, if it was compiled. */
    @Nullable
    TransactionalSinkOperator transactionalSink() {
        return transactionalSink;
    }

    FailurePolicy policy(GraphNode node) {
        FailurePolicy defaults = settings.failures().defaultPolicy();
        return node.failurePolicy()
                .map(own -> defaults.lastStep().map(own::orElse).orElse(own))
                .orElse(defaults);
    }

    /** What counts what a node does. */
    NodeMeter meter(GraphNode node) {
        return parts.counters().node(node.name());
    }

    /**
     * @param entry where its batches go on
     */
    Operator batcher(GraphNode node, BatchLimits limits, Operator entry) {
        OperatorMeter meter = meter(node).operator(Own.OUTCOME, Own.NO_TIME);
        BatcherOperator operator =
                new BatcherOperator(meter, policy(node), limits, new DeliveryRunner(entry, parts), parts);
        gatherings.add(operator);
        return operator;
    }

    /** A node that is no source and no batcher. */
    Operator compile(GraphNode node) {
        CallLimit limit = node.timeLimit()
                .map(longest -> new CallLimit(node.name(), longest, parts.timer()))
                .orElse(null);
        NodeCircuit circuit = node.circuitBreaker()
                .map(options -> new NodeCircuit(node.name(), options, policy(node), parts.timer()))
                .orElse(null);
        if (circuit != null) {
            circuits.add(circuit);
            meter(node).circuit(circuit);
        }
        if (node.spec() instanceof NodeSpec.BatchSink batch) {
            return batchSink(node, batch, limit, circuit);
        }
        if (node.spec() instanceof NodeSpec.TransactionalSink store) {
            OperatorMeter meter = meter(node).operator(Own.OUTCOME, Own.TIME);
            TransactionalSinkOperator operator =
                    new TransactionalSinkOperator(meter, policy(node), store.limits(), limit, parts);
            gatherings.add(operator);
            transactionalSink = operator;
            return operator;
        }
        Operator operator = single(node, limit, circuit);
        if (circuit == null) {
            return operator;
        }
        circuit.onChange(() -> parts.timer().wakeHeld(circuit));
        boolean seesTombstones = node.spec().isSink() || node.spec() instanceof NodeSpec.MessageTransform;
        return new CircuitOperator(operator, circuit, seesTombstones);
    }

    private Operator batchSink(
            GraphNode node, NodeSpec.BatchSink batch, @Nullable CallLimit limit, @Nullable NodeCircuit circuit) {
        BatchSinkNode<?> sink = limit == null ? batch.sink() : limit.limitedSink(batch.sink());
        OperatorMeter meter = meter(node).operator(Own.OUTCOME, Own.TIME);
        BatchSinkOperator operator =
                new BatchSinkOperator(meter, policy(node), sink, batch.limits(), openShares, circuit, parts);
        gatherings.add(operator);
        if (circuit != null) {
            circuit.onChange(operator::circuitChanged);
        }
        return operator;
    }

    /**
     * @param circuit for what tells it of its calls by itself
     */
    private Operator single(GraphNode node, @Nullable CallLimit limit, @Nullable NodeCircuit circuit) {
        NodeMeter meter = meter(node);
        FailurePolicy policy = policy(node);
        NodeSpec spec = node.spec();
        if (spec instanceof NodeSpec.Transform transform) {
            return limited(new TransformOperator(meter.operator(), policy, transform.transform()), limit);
        }
        if (spec instanceof NodeSpec.AsyncTransform async) {
            return new AsyncTransformOperator(
                    meter.operator(Own.TIME), policy, async.transform(), parts.workers(), limit);
        }
        if (spec instanceof NodeSpec.FlatTransform flat) {
            return new FlatTransformOperator(
                    meter.operator(), policy, limit == null ? flat.transform() : limit.limitedTransform(flat.transform()));
        }
        if (spec instanceof NodeSpec.MessageTransform message) {
            return limited(new MessageTransformOperator(meter.operator(), policy, message.transform()), limit);
        }
        if (spec instanceof NodeSpec.Filter filter) {
            return limited(new FilterOperator(meter.operator(), policy, filter.keep()), limit);
        }
        if (spec instanceof NodeSpec.Sink sink) {
            return openShares == null
                    ? limited(new SinkOperator(meter.operator(), policy, sink.sink()), limit)
                    : new ManualSinkOperator(
                            meter.operator(Own.OUTCOME, Own.TIME),
                            policy,
                            limit == null ? sink.sink() : limit.limitedSingleSink(sink.sink()),
                            circuit,
                            parts.failures(),
                            openShares);
        }
        if (spec instanceof NodeSpec.Tap tap) {
            OperatorMeter ofTap = meter.operator(Own.OUTCOME);
            Operator observer = limited(new SinkOperator(ofTap, policy, tap.observer()), limit);
            return new TapOperator(ofTap, policy, observer, parts.state(), parts.counters());
        }
        if (spec instanceof NodeSpec.KafkaSink kafka) {
            return new KafkaSinkOperator(
                    meter.operator(),
                    policy,
                    kafka.sink(),
                    Objects.requireNonNull(settings.output()),
                    parts.metrics());
        }
        throw new IllegalStateException("Node \"" + node.name() + "\" cannot be compiled by itself");
    }

    private static Operator limited(Operator operator, @Nullable CallLimit limit) {
        return limit == null ? operator : new TimeLimitedOperator(operator, limit);
    }
}

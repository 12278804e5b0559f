package io.npipeline.engine;

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

    /**
     * @param entry where its batches go on
     */
    Operator batcher(GraphNode node, BatchLimits limits, Operator entry) {
        BatcherOperator operator =
                new BatcherOperator(node.name(), policy(node), limits, new DeliveryRunner(entry, parts), parts);
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
        }
        if (node.spec() instanceof NodeSpec.BatchSink batch) {
            return batchSink(node, batch, limit, circuit);
        }
        if (node.spec() instanceof NodeSpec.TransactionalSink store) {
            TransactionalSinkOperator operator =
                    new TransactionalSinkOperator(node.name(), policy(node), store.limits(), limit, parts);
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
        BatchSinkOperator operator =
                new BatchSinkOperator(node.name(), policy(node), sink, batch.limits(), openShares, circuit, parts);
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
        String name = node.name();
        FailurePolicy policy = policy(node);
        NodeSpec spec = node.spec();
        if (spec instanceof NodeSpec.Transform transform) {
            return limited(new TransformOperator(name, policy, transform.transform()), limit);
        }
        if (spec instanceof NodeSpec.AsyncTransform async) {
            return new AsyncTransformOperator(name, policy, async.transform(), parts.workers(), limit);
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
            return openShares == null
                    ? limited(new SinkOperator(name, policy, sink.sink()), limit)
                    : new ManualSinkOperator(
                            name,
                            policy,
                            limit == null ? sink.sink() : limit.limitedSingleSink(sink.sink()),
                            circuit,
                            parts.failures(),
                            openShares);
        }
        if (spec instanceof NodeSpec.Tap tap) {
            Operator observer = limited(new SinkOperator(name, policy, tap.observer()), limit);
            return new TapOperator(name, policy, observer, parts.state(), parts.counters());
        }
        if (spec instanceof NodeSpec.KafkaSink kafka) {
            return new KafkaSinkOperator(name, policy, kafka.sink(), Objects.requireNonNull(settings.output()));
        }
        throw new IllegalStateException("Node \"" + name + "\" cannot be compiled by itself");
    }

    private static Operator limited(Operator operator, @Nullable CallLimit limit) {
        return limit == null ? operator : new TimeLimitedOperator(operator, limit);
    }
}

package io.npipeline.engine;

import io.npipeline.metrics.LatencyReadings;
import io.npipeline.metrics.LatencyWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one node did: its operator, and those beside it that have its name, such as its routes. A source may have none of its
 * own; then what came in at the first of all came in and went on.
 *
 * <p>Thread safe, once the graph is compiled.
 */
final class NodeMeter implements NodeReadings {

    private final String node;
    private final Tallies tallies;
    private final LatencyWindow latency = new LatencyWindow();
    private final List<OperatorMeter> operators = new ArrayList<>();
    private @Nullable OperatorMeter main;
    private @Nullable OperatorMeter first;
    private @Nullable NodeCircuit circuit;

    NodeMeter(String node, Tallies tallies) {
        this.node = node;
        this.tallies = tallies;
    }

    /** The meter of the operator that the node is compiled to. */
    OperatorMeter operator(OperatorMeter.Own... own) {
        OperatorMeter meter = add(Set.of(own));
        main = meter;
        return meter;
    }

    /** The meter of an operator beside it: its failures are the node's, what comes in and goes out is not. */
    OperatorMeter beside() {
        return add(Set.of(OperatorMeter.Own.NO_TIME));
    }

    private OperatorMeter add(Set<OperatorMeter.Own> own) {
        OperatorMeter meter = new OperatorMeter(node, tallies, latency, own);
        operators.add(meter);
        return meter;
    }

    /** The operator behind a source that has none of its own. */
    void first(OperatorMeter operator) {
        first = operator;
    }

    void circuit(NodeCircuit ofNode) {
        circuit = ofNode;
    }

    @Override
    public String node() {
        return node;
    }

    @Override
    public long in() {
        return (main == null ? Objects.requireNonNull(first) : main).in();
    }

    @Override
    public long out() {
        return main == null ? Objects.requireNonNull(first).in() : main.out();
    }

    @Override
    public long failed() {
        return sum(OperatorMeter::failed);
    }

    @Override
    public long retried() {
        return sum(OperatorMeter::retried);
    }

    @Override
    public long skipped() {
        return sum(OperatorMeter::skipped);
    }

    @Override
    public long deadLettered() {
        return sum(OperatorMeter::deadLettered);
    }

    private long sum(ToLongFunction<OperatorMeter> count) {
        return operators.stream().mapToLong(count).sum();
    }

    @Override
    public LatencyReadings latency() {
        return latency;
    }

    @Override
    public boolean circuitOpen() {
        return circuit != null && circuit.isOpen();
    }

    @Override
    public String toString() {
        return node + ": " + in() + " in, " + out() + " out, " + failed() + " failed, " + retried() + " retried, "
                + skipped() + " skipped, " + deadLettered() + " dead-lettered";
    }
}

package io.npipeline.engine;

import io.npipeline.message.KafkaMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operator that is left alone while its circuit is open; a delivery that comes meanwhile is suspended. */
final class CircuitOperator extends Operator {

    private final Operator operator;
    private final NodeCircuit circuit;
    private final boolean seesTombstones;

    /** Whether the operator tells the circuit itself how a call ended, because it does not throw all that its node does. */
    private final boolean operatorReports;

    /**
     * @param seesTombstones whether tombstones are handed to the node, and do not just pass
     */
    CircuitOperator(Operator operator, NodeCircuit circuit, boolean seesTombstones) {
        super(operator.meter(), operator.policy());
        this.operator = operator;
        this.circuit = circuit;
        this.seesTombstones = seesTombstones;
        this.operatorReports = operator instanceof ManualSinkOperator;
    }

    /** What the operator leaves to its outputs by itself, as a flat transform does, goes there too. */
    @Override
    void connect(List<Operator> outputs) {
        super.connect(outputs);
        operator.connect(outputs);
    }

    @Override
    @Nullable
    KafkaMessage<?> apply(KafkaMessage<?> message, Delivery delivery) throws Exception {
        if (!seesTombstones && message.isTombstone()) {
            return operator.apply(message, delivery);
        }
        Suspension suspended = delivery.suspension();
        if (suspended instanceof SinkShare) {
            // The call is over and was counted; what the user says of the message says nothing of the node.
            return operator.apply(message, delivery);
        }
        // A call that is over entered when it began.
        if (!(suspended instanceof PendingCall) && !enter(message, delivery, suspended)) {
            return null;
        }
        KafkaMessage<?> result;
        try {
            result = operator.apply(message, delivery);
        } catch (Throwable error) {
            if (!operatorReports) {
                circuit.failed(error);
            }
            throw error;
        }
        if (delivery.suspension() instanceof PendingCall pending) {
            pending.goOnAt(this);
            return result;
        }
        if (delivery.suspension() instanceof SinkShare share) {
            share.goOnAt(this);
        }
        if (!operatorReports) {
            circuit.succeeded();
        }
        return result;
    }

    @Override
    void abandoned() {
        circuit.notCalled();
    }

    private boolean enter(KafkaMessage<?> message, Delivery delivery, @Nullable Suspension suspended) {
        FailedCall failedBefore = suspended instanceof HeldCall held ? held.failedBefore() : (FailedCall) suspended;
        long seenChanges = circuit.changes();
        if (circuit.tryEnter()) {
            delivery.suspension(failedBefore);
            return true;
        }
        delivery.suspension(new HeldCall(this, message, failedBefore, circuit, seenChanges));
        return false;
    }
}

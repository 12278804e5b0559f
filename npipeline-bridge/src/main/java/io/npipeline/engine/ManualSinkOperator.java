package io.npipeline.engine;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.message.KafkaMessage;
import io.npipeline.node.SinkNode;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages one at a time and suspends their deliveries until the user acknowledges or rejects what the sink was
 * given. A delivery that waits takes none of the places for calls.
 */
final class ManualSinkOperator extends Operator {

    private final SinkNode<Object> node;
    private final @Nullable NodeCircuit circuit;
    private final FailureHandler failures;
    private final OpenShares openShares;

    /**
     * @param node with its time limit, which does not count the wait
     * @param circuit is told how each call ended; whether one may begin is asked by another
     */
    @SuppressWarnings("unchecked") // the handles of the graph guarantee that the bodies fit
    ManualSinkOperator(
            String name,
            FailurePolicy policy,
            SinkNode<?> node,
            @Nullable NodeCircuit circuit,
            FailureHandler failures,
            OpenShares openShares) {
        super(name, policy);
        this.node = (SinkNode<Object>) node;
        this.circuit = circuit;
        this.failures = failures;
        this.openShares = openShares;
    }

    @Override
    @Nullable
    KafkaMessage<?> apply(KafkaMessage<?> message, Delivery delivery) throws Exception {
        Suspension suspended = delivery.suspension();
        if (suspended instanceof SinkShare decided) {
            delivery.suspension(decided.failedBefore());
            throwIfRejected(decided.decision());
            return null;
        }
        FailedCall failedBefore = suspended instanceof FailedCall failed ? failed : null;
        SinkShare share = new SinkShare(this, message, delivery, failedBefore, openShares);
        write(message, share);
        Decision decision = share.decision();
        throwIfRejected(decision);
        if (decision == null) {
            delivery.suspension(share);
        }
        return null;
    }

    @SuppressWarnings("unchecked") // as above
    private void write(KafkaMessage<?> message, SinkShare share) throws Exception {
        try {
            node.write((KafkaMessage<Object>) message.withAcknowledgement(share));
        } catch (Throwable error) {
            if (circuit != null) {
                // Whatever the user said of the message, the call failed.
                circuit.failed(error);
            }
            Decision decision = share.decide(PlainDecision.FAILED);
            if (EndOfTask.isJvmError(error)) {
                throw error;
            }
            throwIfRejected(decision);
            if (decision != PlainDecision.ACKNOWLEDGED || EndOfTask.isInterruption(error)) {
                throw error;
            }
            failures.ignored(name(), message, error);
            return;
        }
        if (circuit != null) {
            circuit.succeeded();
        }
    }

    private static void throwIfRejected(@Nullable Decision decision) {
        if (decision instanceof Rejected rejected) {
            throw new RejectedException(rejected.how());
        }
    }
}

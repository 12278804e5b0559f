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
            OperatorMeter meter,
            FailurePolicy policy,
            SinkNode<?> node,
            @Nullable NodeCircuit circuit,
            FailureHandler failures,
            OpenShares openShares) {
        super(meter, policy);
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
            if (decided.decision() == PlainDecision.ACKNOWLEDGED) {
                meter().wentOut(1);
            }
            return null;
        }
        FailedCall failedBefore = suspended instanceof FailedCall failed ? failed : null;
        SinkShare share = new SinkShare(this, message, delivery, failedBefore, openShares);
        boolean written = write(message, share);
        Decision decision = share.decision();
        throwIfRejected(decision);
        if (decision == null) {
            delivery.suspension(share);
        } else if (written && decision == PlainDecision.ACKNOWLEDGED) {
            meter().wentOut(1);
        }
        return null;
    }

    /** Returns whether the call went well; one that failed on a message that was acknowledged is ignored. */
    @SuppressWarnings("unchecked") // as above
    private boolean write(KafkaMessage<?> message, SinkShare share) throws Exception {
        long began = System.nanoTime();
        try {
            node.write((KafkaMessage<Object>) message.withAcknowledgement(share));
            meter().tookSince(began);
        } catch (Throwable error) {
            meter().tookSince(began);
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
            meter().failed(1);
            failures.ignored(this, message, error);
            return false;
        }
        if (circuit != null) {
            circuit.succeeded();
        }
        return true;
    }

    private static void throwIfRejected(@Nullable Decision decision) {
        if (decision instanceof Rejected rejected) {
            throw new RejectedException(rejected.how());
        }
    }
}

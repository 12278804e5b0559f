package io.npipeline.engine;

import io.npipeline.message.KafkaMessage;
import org.jspecify.annotations.Nullable;

/**
 * A call that is not made because its node is left alone. Immutable.
 *
 * @param failedBefore the failure that the call is the retry of
 * @param seenChanges the circuit's changes before it refused the call
 */
record HeldCall(
        Operator at, KafkaMessage<?> message, @Nullable FailedCall failedBefore, NodeCircuit circuit, long seenChanges)
        implements Suspension {

    /** Whether the circuit changed since, so that the call may be made now. */
    boolean isOutdated() {
        return circuit.changes() != seenChanges;
    }
}

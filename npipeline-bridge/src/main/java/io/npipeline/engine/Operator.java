package io.npipeline.engine;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.message.KafkaMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compiled node: what is done with a message, and where it goes from there.
 *
 * <p>Called by many workers at a time; immutable once the graph is compiled.
 */
abstract class Operator {

    private static final Operator[] NONE = {};

    private final OperatorMeter meter;

    /** That of the meter, which is wanted for each message. */
    private final int slot;

    private final FailurePolicy policy;
    private @Nullable Operator next;
    private Operator[] others = NONE;

    Operator(OperatorMeter meter, FailurePolicy policy) {
        this.meter = meter;
        this.slot = meter.slot();
        this.policy = policy;
    }

    /**
     * Handles one message.
     *
     * @return the message for the node's outputs; {@code null} when this branch of the delivery ends here
     */
    abstract @Nullable KafkaMessage<?> apply(KafkaMessage<?> message, Delivery delivery) throws Exception;

    /** A pending call that was to go on here ended after its partition was given up. */
    void abandoned() {}

    final String name() {
        return meter.node();
    }

    /** What counts what it does; a runner counts what can be seen from outside. */
    final OperatorMeter meter() {
        return meter;
    }

    final int slot() {
        return slot;
    }

    final FailurePolicy policy() {
        return policy;
    }

    /** The first output; {@code null} at a sink. */
    final @Nullable Operator next() {
        return next;
    }

    /** Whether what leaves the node goes to its first output only. */
    final boolean hasOneOutput() {
        return others.length == 0 && next != null;
    }

    void connect(List<Operator> outputs) {
        if (!outputs.isEmpty()) {
            next = outputs.get(0);
            next.meter().follows(meter);
            others = outputs.subList(1, outputs.size()).toArray(Operator[]::new);
        }
    }

    /** Leaves the message to the second and further outputs for when the first one's branch has ended. */
    final void branchToOthers(KafkaMessage<?> message, Delivery delivery) {
        for (int i = others.length - 1; i >= 0; i--) {
            delivery.pushBranch(new Branch(others[i], message));
        }
    }
}

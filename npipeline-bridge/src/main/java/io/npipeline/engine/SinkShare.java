package io.npipeline.engine;

import io.npipeline.message.Acknowledgement;
import io.npipeline.message.Correlation;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.Origin;
import io.npipeline.message.Rejection;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What a sink was given of a delivery where acknowledgement is manual: settled by the user's word. The first word counts. A
 * unit that waits for it is made ready by it, whichever of the two comes last.
 *
 * <p>Decided by any thread; all else is for the thread that holds the lane or the batch.
 */
final class SinkShare implements Acknowledgement, Suspension {

    private Operator at;
    private final KafkaMessage<?> message;
    private final Delivery delivery;
    private final @Nullable FailedCall failedBefore;
    private final OpenShares open;

    /** {@code null} at first, then the unit that waits, in the end the {@link Decision}. */
    private final AtomicReference<@Nullable Object> state = new AtomicReference<>();

    /**
     * @param message what the sink is given, but for this acknowledgement
     * @param failedBefore the failure that the call of the sink is the retry of
     */
    SinkShare(
            Operator at,
            KafkaMessage<?> message,
            Delivery delivery,
            @Nullable FailedCall failedBefore,
            OpenShares open) {
        this.at = at;
        this.message = message;
        this.delivery = delivery;
        this.failedBefore = failedBefore;
        this.open = open;
    }

    @Override
    public Operator at() {
        return at;
    }

    @Override
    public KafkaMessage<?> message() {
        return message;
    }

    /** The operator that stands in the chain for the sink's. */
    void goOnAt(Operator operator) {
        at = operator;
    }

    Delivery delivery() {
        return delivery;
    }

    @Nullable
    FailedCall failedBefore() {
        return failedBefore;
    }

    @Override
    public CompletionStage<Void> acknowledge(String messageId) {
        decide(PlainDecision.ACKNOWLEDGED);
        return delivery.ownership().whenSettled(delivery, messageId);
    }

    @Override
    public CompletionStage<Void> reject(Rejection how, String messageId) {
        if (delivery.isDeclaredProcessed()) {
            decide(PlainDecision.ACKNOWLEDGED);
        }
        Decision first = decide(new Rejected(how));
        return first == PlainDecision.ACKNOWLEDGED || first == PlainDecision.FAILED
                ? AcknowledgementWaiters.tooLate(messageId)
                : delivery.ownership().whenSettled(delivery, messageId);
    }

    @Override
    public boolean isAcknowledged() {
        return state.get() == PlainDecision.ACKNOWLEDGED || delivery.isAcknowledged();
    }

    @Override
    public Correlation correlation() {
        return delivery.correlation();
    }

    @Override
    public @Nullable String correlationId(Origin origin) {
        return delivery.correlationId(origin);
    }

    /** What was decided; {@code null} before. */
    @Nullable
    Decision decision() {
        return state.get() instanceof Decision decision ? decision : null;
    }

    /** Ends the wait by this decision unless another came first; returns the one that counts. */
    Decision decide(Decision decision) {
        Object before = state.getAndUpdate(current -> current instanceof Decision ? current : decision);
        if (before instanceof Decision first) {
            return first;
        }
        if (before instanceof WorkUnit unit) {
            open.close(this, unit);
        }
        return decision;
    }

    /** Lets the decision make the unit ready. It may run before this returns. */
    void await(WorkUnit unit) {
        open.add(this);
        if (!state.compareAndSet(null, unit)) {
            open.close(this, unit);
            return;
        }
        // What was said of the whole delivery before this was added is not looked for again.
        adoptDecisionOfDelivery();
        if (delivery.ownership().isReleased()) {
            decide(PlainDecision.LOST);
        }
    }

    /** Decides as was decided about the delivery as a whole, if that was. */
    void adoptDecisionOfDelivery() {
        if (delivery.isDeclaredProcessed()) {
            decide(PlainDecision.ACKNOWLEDGED);
        } else if (decision() == null) {
            Rejection rejection = delivery.takeRejection();
            if (rejection != null) {
                decide(new Rejected(rejection));
            }
        }
    }
}

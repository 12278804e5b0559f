package io.npipeline.engine;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries that wait for something else than their run: for a delay, or for the user's word on what became of them. And
 * the user's own wait for a settlement.
 *
 * <p>Thread safe, but for what is for the task thread.
 */
final class LateSettlements {

    /** After so long a message that was not acknowledged is named in the log. */
    private static final Duration ACKNOWLEDGEMENT_OVERDUE = Duration.ofMinutes(1);

    private final AcknowledgementWaiters acknowledgements;
    private final OpenShares openShares;
    private final @Nullable DelayedSettlements delays;

    LateSettlements(EngineSettings.Acknowledgment settings, RunState state, WorkerPool workers) {
        acknowledgements = new AcknowledgementWaiters(workers::add);
        openShares = new OpenShares(workers::addFirst, ACKNOWLEDGEMENT_OVERDUE, System::nanoTime);
        delays = settings.strategy() == AcknowledgmentStrategy.DELAYED
                ? new DelayedSettlements(settings.delay(), state, System::nanoTime)
                : null;
    }

    /** What waits for the user's word. */
    OpenShares openShares() {
        return openShares;
    }

    /** Takes a delivery whose branches ended, if it is not to be settled at once; returns whether it did. */
    boolean delay(Delivery delivery) {
        if (delays == null) {
            return false;
        }
        delays.add(delivery);
        return true;
    }

    /** The user decided about a delivery as a whole. */
    void deliveryDecided() {
        openShares.deliveryDecided();
    }

    /**
     * A stage that completes with the settlement.
     *
     * @param rejected what the stage stands for; {@code null} where it cannot come too late
     */
    CompletionStage<Void> whenSettled(Delivery delivery, String messageId, @Nullable Rejected rejected) {
        return acknowledgements.add(delivery, messageId, rejected);
    }

    /** Task thread; to be called at each of its turns. */
    void turn() {
        if (delays != null) {
            delays.settleDue();
        }
        openShares.turn();
        acknowledgements.completeSettled();
    }

    /** Task thread. Ends the waits of a partition that was given up. */
    void lose(Ownership ownership) {
        openShares.lose(ownership);
        if (delays != null) {
            delays.lose(ownership);
        }
    }

    /** Task thread. Ends the user's waits, and those that come later. */
    void close() {
        acknowledgements.close();
    }
}

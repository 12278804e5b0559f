package io.npipeline.deployment;

import io.npipeline.configuration.AcknowledgmentSettings;
import org.jspecify.annotations.Nullable;

/** What is promised. Immutable. */
record DeliveryFields(
        @Nullable DeliverySemantic deliverySemantic,
        @Nullable AcknowledgmentStrategy acknowledgmentStrategy) implements FieldGroup {

    private static final String SEMANTIC = "deliverySemantic";
    private static final String STRATEGY = "acknowledgmentStrategy";

    boolean isExactlyOnce() {
        return deliverySemantic == DeliverySemantic.EXACTLY_ONCE;
    }

    @Override
    public void check(KafkaConfiguration all, Problems problems) {
        if (!isExactlyOnce()) {
            return;
        }
        String when = " when deliverySemantic is EXACTLY_ONCE";
        if (Boolean.FALSE.equals(all.producer().enableIdempotence())) {
            problems.add("enableIdempotence", false, "must be true or not set" + when);
        }
        if (all.producer().acks() == Acks.LEADER) {
            problems.add("acks", Acks.LEADER, "must be ALL or not set" + when);
        }
        if (Boolean.FALSE.equals(all.transactions().enableTransactions())) {
            problems.add("enableTransactions", false, "must be true or not set" + when);
        }
        if (all.transactions().isolationLevel() == IsolationLevel.READ_UNCOMMITTED) {
            problems.add(
                    "isolationLevel",
                    IsolationLevel.READ_UNCOMMITTED,
                    "must be READ_COMMITTED or not set" + when
                            + ": outputs of records whose transaction is aborted would stay");
        }
    }

    @Override
    public void render(Draft draft) {
        draft.put(STRATEGY, AcknowledgmentSettings.STRATEGY, acknowledgmentStrategy);
        if (draft.kind() == Draft.Kind.SINK) {
            if (isExactlyOnce()) {
                draft.refuse(
                        SEMANTIC,
                        deliverySemantic,
                        "must be AT_LEAST_ONCE or not set for a sink connector: there it is the pipeline's sink that makes "
                                + "it exactly once (addTransactionalSink)");
            }
            return;
        }
        if (acknowledgmentStrategy == AcknowledgmentStrategy.NONE) {
            draft.refuse(
                    STRATEGY,
                    acknowledgmentStrategy,
                    "must be another for a source connector: positions are stored with what was produced, so a record "
                            + "cannot be settled before it ran");
        }
        draft.put(SEMANTIC, "npipeline.delivery.semantic", deliverySemantic);
        if (isExactlyOnce()) {
            draft.put(SEMANTIC, "exactly.once.support", "required");
            draft.put("enableTransactions", "transaction.boundary", "connector");
        }
    }
}

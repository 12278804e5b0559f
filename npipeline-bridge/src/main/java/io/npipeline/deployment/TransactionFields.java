package io.npipeline.deployment;

import org.jspecify.annotations.Nullable;

/** Transactions: of outputs, and of what is read. Immutable. */
record TransactionFields(
        @Nullable Boolean enableTransactions,
        @Nullable String transactionalId,
        @Nullable IsolationLevel isolationLevel) implements FieldGroup {

    private static final String ENABLED = "enableTransactions";

    @Override
    public void check(KafkaConfiguration all, Problems problems) {
        if (Boolean.TRUE.equals(enableTransactions)) {
            if (!all.delivery().isExactlyOnce()) {
                problems.add(
                        "deliverySemantic",
                        all.delivery().deliverySemantic(),
                        "must be EXACTLY_ONCE when " + ENABLED + " is true");
            }
            if (Boolean.FALSE.equals(all.producer().enableIdempotence())
                    && !all.delivery().isExactlyOnce()) {
                problems.add("enableIdempotence", false, "must be true or not set when " + ENABLED + " is true");
            }
        }
        if (transactionalId != null) {
            problems.add(
                    "transactionalId",
                    transactionalId,
                    "must not be set: the worker gives the producer of each task an id of its own, by which it fences off "
                            + "older ones");
        }
    }

    /** Transactions themselves are rendered with what is promised by them. */
    @Override
    public void render(Draft draft) {
        if (draft.kind() == Draft.Kind.SINK && Boolean.TRUE.equals(enableTransactions)) {
            draft.refuseInSink(ENABLED, enableTransactions);
        }
        draft.putConsumer("isolationLevel", "isolation.level", isolationLevel);
    }
}

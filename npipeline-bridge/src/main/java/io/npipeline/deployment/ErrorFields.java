package io.npipeline.deployment;

import io.npipeline.configuration.FailureSettings;
import org.jspecify.annotations.Nullable;

/** What becomes of messages that fail. Immutable. */
record ErrorFields(
        @Nullable Integer maxRetries,
        @Nullable Integer retryBaseDelayMs,
        @Nullable Boolean continueOnError) implements FieldGroup {

    private static final String BASE_DELAY = "retryBaseDelayMs";

    /** What {@code npipeline.retry.delay.max.ms} is unless set. */
    private static final int LONGEST_DELAY_MS = 30_000;

    @Override
    public void check(KafkaConfiguration all, Problems problems) {
        problems.requireAtLeast("maxRetries", maxRetries, 0);
        problems.requireAtLeast(BASE_DELAY, retryBaseDelayMs, 1);
        if (retryBaseDelayMs != null
                && retryBaseDelayMs > LONGEST_DELAY_MS
                && !all.connector().settings().containsKey(FailureSettings.RETRY_DELAY_MAX_MS)) {
            problems.add(
                    BASE_DELAY,
                    retryBaseDelayMs,
                    "must be at most " + LONGEST_DELAY_MS + ", or the setting " + FailureSettings.RETRY_DELAY_MAX_MS
                            + " must be set too");
        }
    }

    @Override
    public void render(Draft draft) {
        draft.put("maxRetries", FailureSettings.RETRY_MAX, maxRetries);
        draft.put(BASE_DELAY, FailureSettings.RETRY_DELAY_BASE_MS, retryBaseDelayMs);
        draft.put("continueOnError", FailureSettings.CONTINUE_ON_ERROR, continueOnError);
    }
}

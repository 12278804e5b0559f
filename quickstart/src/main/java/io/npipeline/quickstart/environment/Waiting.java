package io.npipeline.quickstart.environment;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions by asking again and again. */
public final class Waiting {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private Waiting() {}

    /**
     * Returns once the condition holds.
     *
     * @param explanation what to say when it does not in time; asked for only then
     * @throws EnvironmentException when the limit has passed
     */
    public static void until(Duration limit, BooleanSupplier condition, Supplier<String> explanation) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline >= 0) {
                throw new EnvironmentException(explanation.get());
            }
            pause();
        }
    }

    /** Waits a moment. */
    static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            throw EnvironmentException.interrupted("waiting", e);
        }
    }
}

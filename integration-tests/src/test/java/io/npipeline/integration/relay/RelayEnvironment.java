package io.npipeline.integration.relay;

import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.quickstart.environment.WorkerSettings;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Environments whose worker comes back soon after a kill. */
public final class RelayEnvironment {

    private RelayEnvironment() {}

    /** A worker that supports exactly-once. */
    public static ConnectEnvironment exactlyOnce(Class<?> tests) {
        return exactlyOnce(tests, UnaryOperator.identity());
    }

    /** The same with more settings. */
    public static ConnectEnvironment exactlyOnce(Class<?> tests, UnaryOperator<WorkerSettings> more) {
        return start(tests, "enabled", more);
    }

    /** A worker that does not. */
    static ConnectEnvironment atLeastOnce(Class<?> tests) {
        return start(tests, "disabled", UnaryOperator.identity());
    }

    private static ConnectEnvironment start(
            Class<?> tests, String exactlyOnceSupport, UnaryOperator<WorkerSettings> more) {
        return ConnectEnvironment.start(
                tests,
                settings -> more.apply(settings)
                        .withProperty("exactly.once.source.support", exactlyOnceSupport)
                        .withProperty("offset.flush.interval.ms", "1000")
                        .withProperty("session.timeout.ms", "2000")
                        .withProperty("heartbeat.interval.ms", "500"),
                Map.of(
                        // The group of workers waits for the session of the one that was killed.
                        "group.min.session.timeout.ms",
                        "1000",
                        // A worker reads the offsets topic before it starts, up to what an open transaction wrote
                        // there.
                        "transaction.abort.timed.out.transaction.cleanup.interval.ms",
                        "500"));
    }
}

package io.npipeline.integration.relay;

import io.npipeline.integration.environment.ConnectEnvironment;
import java.util.Map;

/** Environments whose worker comes back soon after a kill. */
final class RelayEnvironment {

    private RelayEnvironment() {}

    /** A worker that supports exactly-once. */
    static ConnectEnvironment exactlyOnce(Class<?> tests) {
        return start(tests, "enabled");
    }

    /** A worker that does not. */
    static ConnectEnvironment atLeastOnce(Class<?> tests) {
        return start(tests, "disabled");
    }

    private static ConnectEnvironment start(Class<?> tests, String exactlyOnceSupport) {
        return ConnectEnvironment.start(
                tests,
                settings -> settings.withProperty("exactly.once.source.support", exactlyOnceSupport)
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

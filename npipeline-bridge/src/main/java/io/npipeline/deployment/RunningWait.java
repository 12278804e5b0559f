package io.npipeline.deployment;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Waits for a connector to run. Immutable.
 *
 * @param status how the connector is
 * @param oldFailures what had failed before; it is given the whole time to be started anew
 * @param runs whether the connector runs as it is to run
 * @param as how that is, as the end of a sentence
 */
record RunningWait(
        Supplier<Optional<ConnectorStatus>> status,
        Set<String> oldFailures,
        Predicate<ConnectorStatus> runs,
        String as) {

    /**
     * Returns the status when the connector runs.
     *
     * @throws ConnectClientException with the trace when it or a task failed, or with the last status when time is up
     */
    ConnectorStatus await(String name, Deadline deadline) {
        while (true) {
            boolean late = deadline.hasPassed();
            Optional<ConnectorStatus> found = status.get();
            found.stream()
                    .flatMap(known -> known.failures().stream())
                    .filter(failure -> late || !oldFailures.contains(failure))
                    .findFirst()
                    .ifPresent(failure -> {
                        throw new ConnectClientException(0, failure);
                    });
            if (found.isPresent() && runs.test(found.get())) {
                return found.get();
            }
            if (late) {
                throw new ConnectClientException(
                        0,
                        "Connector " + name + " does not run " + as + " after "
                                + deadline.limit().toSeconds() + " s; its status is " + found);
            }
            Deadline.pause("waiting for connector " + name);
        }
    }
}

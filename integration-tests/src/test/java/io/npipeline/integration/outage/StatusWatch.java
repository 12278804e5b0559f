package io.npipeline.integration.outage;

import io.npipeline.deployment.ConnectClient;
import io.npipeline.deployment.ConnectClientException;
import io.npipeline.deployment.ConnectorStatus;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks again and again how connectors are, from a thread of its own.
 *
 * <p>Thread safe.
 */
final class StatusWatch implements AutoCloseable {

    private static final int LOOK_MS = 250;

    private final ConnectClient connect;
    private final List<String> connectors;
    private final Set<String> failures = new ConcurrentSkipListSet<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    @SuppressWarnings("FutureReturnValueIgnored") // failures of look() are its own matter
    StatusWatch(ConnectClient connect, String... connectors) {
        this.connect = connect;
        this.connectors = List.of(connectors);
        thread.scheduleWithFixedDelay(this::look, 0, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        for (String connector : connectors) {
            try {
                connect.findStatus(connector).flatMap(ConnectorStatus::failure).ifPresent(failures::add);
            } catch (ConnectClientException e) {
                // A worker that is looking for its group does not answer.
            }
        }
    }

    /** What was seen to have failed at any time. */
    Set<String> failures() {
        return failures;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

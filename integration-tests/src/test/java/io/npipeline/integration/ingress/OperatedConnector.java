package io.npipeline.integration.ingress;

import io.npipeline.deployment.ConnectClientException;
import io.npipeline.deployment.ConnectorStatus;
import io.npipeline.integration.environment.ConnectEnvironment;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/**
 * A connector with somebody who restarts its task when Kafka's producer failed it: {@code Sender} looks whether there are
 * records to be sent before {@code TransactionManager.nextRequest} takes its lock, so a thread that stands still in between
 * may end a transaction before its first record is sent, which the broker refuses with INVALID_TXN_STATE. Seen with Kafka
 * 4.3.1 and small transactions on a machine with more to do than it can. Any other failure is one of the test.
 */
record OperatedConnector(ConnectEnvironment environment, String name) {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String CLIENTS_FAULT = "InvalidTxnStateException";

    /** Waits for a condition. */
    void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> {
            restartIfFailed();
            return condition.call();
        });
    }

    private void restartIfFailed() {
        String failure = status().flatMap(ConnectorStatus::failure).orElse("");
        if (failure.contains(CLIENTS_FAULT)) {
            System.out.println("Kafka's producer failed the task, which is restarted: " + failure);
            environment.connect().restartTask(name, 0);
        } else if (!failure.isEmpty()) {
            throw new AssertionError(failure);
        }
    }

    /** Empty while the worker that was started cannot answer yet. */
    private Optional<ConnectorStatus> status() {
        try {
            return environment.connect().findStatus(name);
        } catch (ConnectClientException e) {
            return Optional.empty();
        }
    }
}

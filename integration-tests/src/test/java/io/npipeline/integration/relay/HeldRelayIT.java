package io.npipeline.integration.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.npipeline.deployment.ConnectorStatus;
import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.TcpProxy;
import io.npipeline.integration.environment.Topics;
import io.npipeline.quickstart.environment.AdvertisedListener;
import io.npipeline.quickstart.environment.BrokerProcess;
import io.npipeline.quickstart.environment.KafkaRuntime;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A relay that is stopped within a transaction, again and again, then paused; while it is, the brokers of its inputs are cut
 * off, and get one more topic that it is to read. Readers of committed records see every output once and in order.
 */
class HeldRelayIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int STOPS = 3;

    @Test
    void stopsPausesAndATopicOfAnOutageCostNothing() {
        try (ConnectEnvironment environment = RelayEnvironment.exactlyOnce(HeldRelayIT.class);
                TcpProxy proxy = TcpProxy.start();
                BrokerProcess other = BrokerProcess.start(
                        KafkaRuntime.locate(),
                        environment.file("source"),
                        Map.of(),
                        new AdvertisedListener(proxy.targetPort(), proxy.address()));
                Topics source = new Topics(other.bootstrapServers());
                RelayRun run = new RelayRun(environment, source, new Inputs(400, 100), 1)) {
            run.matching(Inputs.TOPIC + ".*")
                    .with("npipeline.source.consumer.bootstrap.servers", proxy.address())
                    .start();
            for (int stop = 0; stop < STOPS; stop++) {
                stopWithinATransaction(environment, run);
            }

            pause(environment, run);
            assertThat(run.written()).as("written before the outage").isLessThan(run.expected());
            proxy.cut();
            run.addTopic(Inputs.TOPIC + "-of-the-outage", 2, 20);
            proxy.mend();
            resume(environment);

            assertThat(run.awaitAll()).matches(Findings::areNone);
            assertThat(run.deadLetterFindings()).matches(Findings::areNone);
        }
    }

    private static void stopWithinATransaction(ConnectEnvironment environment, RelayRun run) {
        int before = run.written();
        await().atMost(LIMIT).pollDelay(Duration.ZERO).until(() -> run.written() > before);
        await().atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> environment.topics().openTransactions() > 0);
        environment.connect().stop(RelayRun.CONNECTOR);
        await().atMost(LIMIT)
                .until(() -> environment.connect().tasks(RelayRun.CONNECTOR).isEmpty());
        resume(environment);
    }

    private static void pause(ConnectEnvironment environment, RelayRun run) {
        int before = run.written();
        await().atMost(LIMIT).pollDelay(Duration.ZERO).until(() -> run.written() > before);
        environment.connect().pause(RelayRun.CONNECTOR);
        await().atMost(LIMIT).until(() -> environment.connect().findStatus(RelayRun.CONNECTOR).stream()
                .allMatch(HeldRelayIT::isPaused));
    }

    private static boolean isPaused(ConnectorStatus status) {
        return status.state().equals("PAUSED")
                && status.tasks().stream().allMatch(task -> task.state().equals("PAUSED"));
    }

    private static void resume(ConnectEnvironment environment) {
        environment.connect().resume(RelayRun.CONNECTOR);
        environment.connect().waitUntilRunning(RelayRun.CONNECTOR, RelayRun.TASKS, LIMIT);
    }
}

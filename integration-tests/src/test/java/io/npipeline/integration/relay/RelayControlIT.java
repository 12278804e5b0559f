package io.npipeline.integration.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.npipeline.integration.environment.ConnectEnvironment;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Where exactly-once is promised no more, the same check finds duplicates: so it would find them in {@link RelayKillIT}.
 */
class RelayControlIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Test
    void withoutExactlyOnceAKillLeavesDuplicates() {
        try (ConnectEnvironment environment = RelayEnvironment.atLeastOnce(RelayControlIT.class);
                RelayRun run = new RelayRun(environment, new Inputs(400, 50), 1)) {
            run.with("npipeline.delivery.semantic", "at_least_once")
                    .with("exactly.once.support", "requested")
                    .with("npipeline.source.group.id", "connect-" + RelayRun.CONNECTOR)
                    .start();
            for (int kill = 1; kill <= 2; kill++) {
                int goal = run.written() + 2_000;
                await().atMost(LIMIT).until(() -> run.written() >= goal);
                environment.worker().kill();
                environment.worker().restart();
            }

            assertThat(run.awaitAll().duplicated()).isNotEmpty();
            assertThat(run.findings().lost()).isEmpty();
            await("no lag for tools to show")
                    .atMost(LIMIT)
                    .until(() -> environment.topics().committedRecords(RelayRun.CONNECTOR)
                            == environment.topics().count(Inputs.TOPIC));
        }
    }

    /**
     * With the boundary poll the worker ends transactions as it likes, so positions are stamped with care: the position
     * behind a list is on its last output only. A transformation that drops that one leaves the position before.
     */
    @Test
    void withTransactionsPerPollADroppedLastOutputIsRepeatedAfterARestart() {
        try (ConnectEnvironment environment = RelayEnvironment.exactlyOnce(RelayControlIT.class);
                RelayRun run = new RelayRun(environment, new Inputs(40, 10), 3)) {
            run.droppingLastOutputs()
                    .with("npipeline.delivery.semantic", "at_least_once")
                    .with("exactly.once.support", "requested")
                    .with("transaction.boundary", "poll")
                    .start();
            run.awaitAll();

            environment.connect().restart(RelayRun.CONNECTOR);

            await().atMost(LIMIT).until(() -> {
                run.written();
                return !run.findings().duplicated().isEmpty();
            });
            assertThat(run.findings().lost()).isEmpty();
        }
    }
}

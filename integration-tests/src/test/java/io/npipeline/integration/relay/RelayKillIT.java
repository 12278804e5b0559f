package io.npipeline.integration.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.npipeline.integration.environment.Broker;
import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * SIGKILL of the worker at random moments, half of them at least within an open transaction: readers of committed records
 * see every output once and in order.
 *
 * <p>The suite kills a few times; the profile {@code campaign} does it at length. The seed is printed, and
 * {@code -Dcampaign.seed} repeats it.
 */
class RelayKillIT {

    private static final int KILLS = Integer.getInteger("campaign.kills", 2);
    private static final int RECORDS = Integer.getInteger("campaign.records", 30_000);
    private static final long SEED = Long.getLong("campaign.seed", new Random().nextLong());
    private static final int KEYS = 400;

    /** So many further outputs at the most until the next kill: the kills come in the first half of the records. */
    private static final int LONGEST_STRETCH = Math.max(1_000, RECORDS / (2 * KILLS));

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private ConnectEnvironment environment;

    @BeforeEach
    void start() {
        environment = RelayEnvironment.exactlyOnce(RelayKillIT.class);
    }

    @AfterEach
    void stop() {
        environment.close();
    }

    /** Partitions are added, and the connector gets another configuration, between the kills. */
    @Test
    void oneOutputOfEachInputOfATopicThatGrows() {
        try (RelayRun run = new RelayRun(environment, new Inputs(KEYS, RECORDS / KEYS), 1)) {
            run.with("npipeline.source.refresh.interval.ms", "500").start();
            killAndCheck(run, kill -> {
                if (kill == 1) {
                    run.grow(4, KEYS / 10);
                } else if (kill == 2) {
                    run.with("npipeline.max.degree.of.parallelism", "32").start();
                }
            });
        }
    }

    /** Positions are stored with the outputs, whichever cluster the inputs are on. */
    @Test
    void threeOutputsToTwoTopicsOfEachInputOfAnotherCluster() {
        try (Broker other = Broker.start(environment.file("source"), Map.of());
                Topics source = new Topics(other.bootstrapServers());
                RelayRun run = new RelayRun(environment, source, new Inputs(KEYS, RECORDS / KEYS), 3)) {
            run.with("npipeline.source.consumer.bootstrap.servers", other.bootstrapServers());
            killAndCheck(run.start());
        }
    }

    @Test
    void threeOutputsOfEachInputToTwoTopicsOfWhichATransformationDropsTheLast() {
        try (RelayRun run = new RelayRun(environment, new Inputs(KEYS, RECORDS / KEYS), 3)) {
            killAndCheck(run.droppingLastOutputs().start());
        }
    }

    private void killAndCheck(RelayRun run) {
        killAndCheck(run, kill -> {});
    }

    /**
     * @param after what is done after each kill, by its number from 1
     */
    private void killAndCheck(RelayRun run, IntConsumer after) {
        System.out.println("The kills are those of -Dcampaign.seed=" + SEED);
        Random random = new Random(SEED);
        int kills = 0;
        int inTransaction = 0;
        while (kills < KILLS || inTransaction < KILLS / 2) {
            int goal = run.written() + 1 + random.nextInt(LONGEST_STRETCH);
            assertThat(goal).as("outputs at kill %d", kills).isLessThan(run.expected());
            await().atMost(LIMIT).pollDelay(Duration.ZERO).until(() -> run.written() >= goal);
            environment.worker().kill();
            kills++;
            // The transaction of a producer that is gone stays open until its successor ends it.
            inTransaction += environment.topics().openTransactions() > 0 ? 1 : 0;
            environment.worker().restart();
            after.accept(kills);
        }

        Findings findings = run.awaitAll();
        System.out.println(kills + " kills, " + inTransaction + " of them in a transaction, " + run.expected()
                + " outputs: " + findings + "; dead letters: " + run.deadLetterFindings());
        assertThat(findings).matches(Findings::areNone);
        assertThat(run.deadLetterFindings()).matches(Findings::areNone);
        assertThat(environment.connect().findStatus(RelayRun.CONNECTOR))
                .hasValueSatisfying(
                        status -> assertThat(status.isRunning(RelayRun.TASKS)).isTrue());
    }
}

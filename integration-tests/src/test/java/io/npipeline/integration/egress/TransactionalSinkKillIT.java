package io.npipeline.integration.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.quickstart.environment.WorkerProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two workers write to PostgreSQL, positions with rows, to a table that would take a row twice. They are killed, and frozen
 * (SIGSTOP) until the other one has their partitions and goes on behind them, in a transaction or between two; then they go on
 * where they were (SIGCONT). Besides, their connections to the database are cut. Each record has one row, in order; what the table refuses is a dead letter.
 *
 * <p>The suite does so a few times; the profile {@code campaign} does it at length. The seed is printed, and
 * {@code -Dcampaign.seed} repeats the choice of workers and moments.
 */
class TransactionalSinkKillIT {

    private static final int KILLS = Integer.getInteger("campaign.kills", 2);
    private static final int STOPS = Integer.getInteger("campaign.stops", 1);
    private static final int CUTS = 5;
    private static final long SEED = Long.getLong("campaign.seed", new Random().nextLong());

    private static EmbeddedPostgres database;
    private static ConnectEnvironment environment;
    private static List<WorkerProcess> workers;

    @BeforeAll
    static void start() throws IOException {
        database = EmbeddedPostgres.builder().start();
        environment = ConnectEnvironment.start(
                TransactionalSinkKillIT.class,
                settings -> settings.withProperty("session.timeout.ms", "3000")
                        .withProperty("heartbeat.interval.ms", "500")
                        .withProperty("consumer.session.timeout.ms", "3000")
                        .withProperty("consumer.heartbeat.interval.ms", "500"),
                Map.of("group.min.session.timeout.ms", "1000"));
        workers = List.of(environment.worker(), environment.startAnotherWorker());
    }

    @AfterAll
    static void stop() throws IOException {
        try (EmbeddedPostgres last = database) {
            environment.close();
        }
    }

    @Test
    void eachRecordHasOneRow() {
        System.out.println("Workers and moments are those of -Dcampaign.seed=" + SEED);
        String url = database.getJdbcUrl("postgres", "postgres");
        RowsRun run =
                new RowsRun(environment, workers, new Written(database.getPostgresDatabase()), url, new Random(SEED));
        for (int i = 0; i < Math.max(KILLS, STOPS); i++) {
            for (int cut = 0; cut < CUTS; cut++) {
                run.cutConnections();
            }
            if (i < KILLS) {
                run.kill();
            }
            if (i < STOPS && i % 2 == 0) {
                run.stopInTransaction();
            } else if (i < STOPS) {
                run.stopBetweenTransactions();
            }
        }

        RowsFindings findings = run.finish();
        System.out.println(run + ": " + findings);
        assertThat(findings).matches(RowsFindings::areNone);
    }
}

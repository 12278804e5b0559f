package io.npipeline.integration.moves;

import static org.assertj.core.api.SoftAssertions.assertSoftly;

import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.quickstart.environment.WorkerProcess;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two workers with a task each, and partitions that move between them under load: a stranger joins the group and leaves, a
 * task is restarted, a worker is killed or stopped and comes back.
 *
 * <p>The sink notes when each call begins and ends, and the broker's own log tells what was committed when, so what must hold
 * is told of every call and not of samples:
 *
 * <ul>
 *   <li>Nothing is lost: each record has a call that ended, and none is committed before, whatever the commit is that a
 *       move or a kill makes the last one.
 *   <li>Calls of a key never overlap, in whichever processes, and none begins before one of the key's record before it has
 *       ended; that goes for calls that are made again, too. Drains take far less than their limit here, and sessions
 *       outlast any pause of a worker that lives, so there is no exception.
 *   <li>What runs again is what the map allows: no call begins after a commit whose offset or map says that its record is
 *       done. An owner reads what is committed after its predecessor can commit no more, so whatever was stored before a
 *       call began was there to be heeded. It need not be the last commit: what was once said to be done stays so.
 *   <li>Moves in order repeat nothing, because whoever gives a partition up drains and commits first: what runs again had
 *       been called in a process that was killed. (A drain is left out where a commit hangs for
 *       {@code npipeline.commit.interval.ms} just then. That is a second here.)
 * </ul>
 *
 * <p>The suite makes one round of a stranger, a restart and a kill; in the profile {@code campaign} rounds go on for two
 * minutes, and the worker is stopped in order in every other one. The seed is printed, and {@code -Dcampaign.seed} repeats the
 * choice of tasks and workers.
 */
class TwoWorkersIT {

    private static final Duration MOVING = Duration.ofSeconds(Long.getLong("campaign.moving.seconds", 1));
    private static final long SEED = Long.getLong("campaign.seed", new Random().nextLong());

    private static ConnectEnvironment environment;
    private static List<WorkerProcess> workers;

    @BeforeAll
    static void start() {
        environment = ConnectEnvironment.start(
                TwoWorkersIT.class,
                settings -> settings.withProperty("task.shutdown.graceful.timeout.ms", "20000")
                        // Set for each connector, because the newer protocol refuses them.
                        .withProperty("consumer.session.timeout.ms", "")
                        .withProperty("consumer.heartbeat.interval.ms", ""),
                Protocol.brokerProperties());
        workers = List.of(environment.worker(), environment.startAnotherWorker());
    }

    @AfterAll
    static void stop() {
        environment.close();
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void nothingIsLostOrOutOfOrderAndNothingCommittedRunsAgain(Protocol protocol) {
        System.out.println("Tasks and workers are those of -Dcampaign.seed=" + SEED);
        Random random = new Random(SEED);
        SharedConnector connector = new SharedConnector(environment, workers, protocol);
        long end = System.nanoTime() + MOVING.toNanos();
        int rounds = 0;
        int kills = 0;
        do {
            connector.letAStrangerComeAndGo();
            connector.restartTask(random.nextInt(2));
            WorkerProcess worker = workers.get(random.nextInt(workers.size()));
            if (rounds % 2 == 0) {
                connector.kill(worker);
                kills++;
            } else {
                connector.restart(worker);
            }
            rounds++;
        } while (System.nanoTime() - end < 0);

        History history = connector.finish();
        System.out.println(protocol + ": " + rounds + " rounds with " + kills + " kills, " + history);
        int leastHandovers = rounds; // what a worker had that was killed or stopped goes on in another process
        assertSoftly(softly -> {
            softly.assertThat(history.lost()).as("records lost").isEmpty();
            softly.assertThat(history.committedTooEarly())
                    .as("committed before they were done")
                    .isEmpty();
            softly.assertThat(history.overlapping())
                    .as("calls while another of their key ran")
                    .isEmpty();
            softly.assertThat(history.aheadOfPredecessor())
                    .as("calls ahead of the record before")
                    .isEmpty();
            softly.assertThat(history.afterCommit())
                    .as("calls of what was committed")
                    .isEmpty();
            softly.assertThat(history.againWithoutKill())
                    .as("calls again of what no kill cut off")
                    .isEmpty();
            softly.assertThat(history.again())
                    .as("calls again, so that the kills bit")
                    .isNotEmpty();
            softly.assertThat(history.namedAtKills())
                    .as("records that only maps kept from running again")
                    .isPositive();
            softly.assertThat(history.handovers())
                    .as("partitions that went on in another process")
                    .isGreaterThanOrEqualTo(leastHandovers);
        });
    }
}

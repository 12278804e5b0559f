package io.npipeline.integration.egress;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.npipeline.deployment.ConnectorStatus;
import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.ConnectorConfigs;
import io.npipeline.integration.pipelines.RowsPipeline;
import io.npipeline.quickstart.environment.WorkerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A connector whose two tasks write to one database from two workers, and which never runs out of records while it is waited
 * for.
 *
 * <p>Not thread safe.
 */
final class RowsRun {

    static final Duration LIMIT = Duration.ofMinutes(2);

    /** Above which a transaction that froze is ended, and its partition can be claimed. */
    static final Duration IDLE_LIMIT = Duration.ofSeconds(2);

    private static final String NAME = "rows";
    private static final String DEAD_LETTERS = "rows-dead-letters";
    private static final int TASKS = 2;
    private static final int PARTITIONS = 4;
    private static final int KEYS = 40;
    private static final int BACKLOG = 3_000;
    private static final int ROUND = 500;
    private static final int LONGEST_STRETCH = 400;

    private final ConnectEnvironment environment;
    private final List<WorkerProcess> workers;
    private final Written written;
    private final Random random;
    private int sent;
    private long cutConnections;
    private int kills;
    private int killsInTransaction;
    private int stopsInTransaction;
    private int stopsBetween;

    RowsRun(ConnectEnvironment environment, List<WorkerProcess> workers, Written written, String url, Random random) {
        this.environment = environment;
        this.workers = List.copyOf(workers);
        this.written = written;
        this.random = random;
        environment.topics().create(NAME, PARTITIONS);
        environment.topics().create(DEAD_LETTERS, 1);
        environment.connect().put(NAME, config(url));
        awaitBothWorkers();
    }

    private Map<String, String> config(String url) {
        Map<String, String> config = ConnectorConfigs.sink(RowsPipeline.class, NAME);
        config.put("tasks.max", Integer.toString(TASKS));
        config.put("npipeline.pipeline.param.url", url);
        config.put("npipeline.pipeline.param.work.ms", "10");
        config.put("npipeline.pipeline.param.idle.limit.ms", Long.toString(IDLE_LIMIT.toMillis()));
        config.put("npipeline.retry.delay.base.ms", "2");
        config.put("npipeline.dead.letter.destination", "kafka");
        config.put("npipeline.dead.letter.topic", DEAD_LETTERS);
        config.put("npipeline.kafka.bootstrap.servers", environment.broker().bootstrapServers());
        return config;
    }

    /** Cuts all connections to the database at some moment, in the middle of commits for instance. */
    void cutConnections() {
        awaitSomeMore();
        for (WorkerProcess worker : workers) {
            cutConnections += written.cutConnections(worker.pid());
        }
    }

    /** Ends a worker with SIGKILL at some moment, and starts it again. */
    void kill() {
        WorkerProcess worker = workers.get(random.nextInt(workers.size()));
        awaitSomeMore();
        worker.freeze(); // so that it can be told where the kill meets it
        kills++;
        killsInTransaction += written.isInTransaction(worker.pid()) ? 1 : 0;
        worker.kill();
        worker.restart();
        awaitBothWorkers();
    }

    /** Freezes a worker until the other one has all partitions and writes, then lets it go on. */
    void stopInTransaction() {
        stop(true);
        stopsInTransaction++;
    }

    /** The same for a worker that is in none of its partitions' transactions. */
    void stopBetweenTransactions() {
        stop(false);
        stopsBetween++;
    }

    private void stop(boolean inTransaction) {
        WorkerProcess worker = workers.get(random.nextInt(workers.size()));
        awaitSomeMore();
        worker.freeze();
        while (written.isInTransaction(worker.pid()) != inTransaction) {
            worker.thaw();
            awaitSomeMore();
            worker.freeze();
        }
        Map<Integer, Long> positions = written.positions();
        awaitUnderLoad(() -> written.positions().entrySet().stream()
                .allMatch(now -> now.getValue() > positions.getOrDefault(now.getKey(), 0L)));
        worker.thaw();
        awaitBothWorkers();
    }

    /** Returns when so many further records are done that nobody could tell what the workers are at. */
    private void awaitSomeMore() {
        long goal = done() + 1 + random.nextInt(LONGEST_STRETCH);
        awaitUnderLoad(() -> done() >= goal);
    }

    private long done() {
        return written.positions().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns when both workers have written rows from now on. */
    private void awaitBothWorkers() {
        Map<Long, Long> before = new HashMap<>();
        workers.forEach(worker -> before.put(worker.pid(), written.rowsOf(worker.pid())));
        awaitUnderLoad(() -> {
            failIfATaskDid();
            return before.entrySet().stream().allMatch(worker -> written.rowsOf(worker.getKey()) > worker.getValue());
        });
    }

    private void failIfATaskDid() {
        environment.connect().findStatus(NAME).flatMap(ConnectorStatus::failure).ifPresent(failure -> {
            throw new AssertionError(failure);
        });
    }

    private void awaitUnderLoad(BooleanSupplier condition) {
        await().atMost(LIMIT)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    while (sent - done() < BACKLOG) {
                        send();
                    }
                    return condition.getAsBoolean();
                });
    }

    private void send() {
        List<ProducerRecord<@Nullable String, @Nullable String>> round = new ArrayList<>();
        for (int i = 0; i < ROUND; i++) {
            round.add(new ProducerRecord<>(NAME, "k" + sent % KEYS, RowsFindings.body(sent)));
            sent++;
        }
        environment.topics().sendAll(round);
    }

    /** Returns when the store has the positions of all that was sent. */
    RowsFindings finish() {
        await().atMost(LIMIT).until(() -> done() == sent);
        failIfATaskDid();
        return RowsFindings.of(sent, written.bodies(), deadLetters());
    }

    private Set<String> deadLetters() {
        ObjectMapper json = new ObjectMapper();
        return environment.topics().read(DEAD_LETTERS).stream()
                .map(letter -> {
                    try {
                        return json.readTree(letter.value())
                                .path("originalItem")
                                .asText();
                    } catch (JsonProcessingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .collect(Collectors.toSet());
    }

    @Override
    public String toString() {
        return kills + " kills, " + killsInTransaction + " of them in a transaction; " + stopsInTransaction
                + " workers frozen in a transaction and " + stopsBetween + " between two; " + cutConnections
                + " connections cut; " + sent + " records; claims "
                + written.claims();
    }
}

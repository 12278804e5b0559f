package io.npipeline.integration.moves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.npipeline.deployment.ConnectorStatus;
import io.npipeline.integration.environment.CommittedPosition;
import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.ConnectorConfigs;
import io.npipeline.integration.pipelines.TimedEffectsPipeline;
import io.npipeline.quickstart.environment.WorkerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A sink connector whose two tasks run on two workers, and which never runs out of records while it is waited for.
 *
 * <p>Not thread safe.
 */
final class SharedConnector {

    static final Duration LIMIT = Duration.ofMinutes(2);

    private static final int TASKS = 2;
    private static final int PARTITIONS = 6;
    private static final int KEYS = 200;

    /** So many records at the least are stored and not committed while there is load: some seconds of work. */
    private static final int BACKLOG = 3_000;

    /** What a worker writes during some hundred calls. */
    private static final long SOME_CALLS_BYTES = 30_000;

    private final ConnectEnvironment environment;
    private final List<WorkerProcess> workers;
    private final Protocol protocol;
    private final String name;
    private final Path effects;
    private final Set<Body> sent = new HashSet<>();
    private final Set<Long> processes = new HashSet<>();
    private final Map<Long, Long> killed = new HashMap<>();

    SharedConnector(ConnectEnvironment environment, List<WorkerProcess> workers, Protocol protocol) {
        this.environment = environment;
        this.workers = List.copyOf(workers);
        this.protocol = protocol;
        name = protocol.toString();
        effects = environment.file(name + ".effects");
        environment.topics().create(name, PARTITIONS);
        environment.connect().put(name, config());
        awaitBothWorkers();
    }

    private Map<String, String> config() {
        Map<String, String> config = ConnectorConfigs.sink(TimedEffectsPipeline.class, name);
        config.put("tasks.max", Integer.toString(TASKS));
        config.put("npipeline.pipeline.param.effects", effects.toString());
        config.put("npipeline.pipeline.param.work.ms", "4");
        config.put("npipeline.max.degree.of.parallelism", "8");
        // Less than a second of work, so that every drain ends long before its limit.
        config.put("npipeline.max.in.flight.records", "250");
        config.put("npipeline.drain.timeout.ms", "10000");
        config.put("npipeline.offset.map.read.timeout.ms", "30000");
        config.put("npipeline.kafka.bootstrap.servers", environment.broker().bootstrapServers());
        protocol.consumerSettings().forEach((key, value) -> config.put("consumer.override." + key, value));
        return config;
    }

    /** A stranger takes partitions of both tasks and gives them back. */
    void letAStrangerComeAndGo() {
        Stranger.comeAndGo(environment.broker().bootstrapServers(), name, protocol, this::awaitUnderLoad);
        awaitBothWorkers();
    }

    /** The other task has the partitions of this one meanwhile. */
    void restartTask(int task) {
        environment.connect().restartTask(name, task);
        awaitBothWorkers();
    }

    /** Stops a worker in order and starts it again. */
    void restart(WorkerProcess worker) {
        worker.restart();
        awaitBothWorkers();
    }

    /** Ends a worker with SIGKILL, when maps are committed last for partitions of both tasks, and starts it again. */
    void kill(WorkerProcess worker) {
        awaitUnderLoad(() -> partitionsWithMaps() > PARTITIONS / TASKS);
        long process = worker.pid();
        worker.kill();
        killed.put(process, System.currentTimeMillis());
        worker.restart();
        awaitBothWorkers();
    }

    /** Returns when each worker has one of the tasks and that task has made calls from now on. */
    private void awaitBothWorkers() {
        workers.forEach(worker -> processes.add(worker.pid()));
        Map<WorkerProcess, Long> before = workers.stream().collect(Collectors.toMap(worker -> worker, this::written));
        awaitUnderLoad(() -> workersWithATask().size() == workers.size()
                && before.entrySet().stream()
                        .allMatch(entry -> written(entry.getKey()) > entry.getValue() + SOME_CALLS_BYTES));
    }

    private long partitionsWithMaps() {
        return environment.topics().committedWithMetadata(name).values().stream()
                .map(committed -> CommittedPosition.of(committed.offset(), committed.metadata()))
                .filter(position -> position.named() > 0)
                .count();
    }

    private Set<String> workersWithATask() {
        Optional<ConnectorStatus> status = environment.connect().findStatus(name);
        status.flatMap(ConnectorStatus::failure).ifPresent(failure -> {
            throw new AssertionError(failure);
        });
        return status.filter(found -> found.isRunning(TASKS)).stream()
                .flatMap(found -> found.tasks().stream())
                .map(ConnectorStatus.Task::workerId)
                .collect(Collectors.toSet());
    }

    private long written(WorkerProcess worker) {
        Path file = TimedEffectsPipeline.effectsOf(effects, worker.pid());
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitUnderLoad(BooleanSupplier condition) {
        await().atMost(LIMIT)
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    fillUp();
                    return condition.getAsBoolean();
                });
    }

    private void fillUp() {
        while (sent.size() - environment.topics().committedRecords(name) < BACKLOG) {
            int number = sent.size() / KEYS;
            List<ProducerRecord<@Nullable String, @Nullable String>> round = new ArrayList<>();
            for (int key = 0; key < KEYS; key++) {
                Body body = new Body("k" + key, number);
                sent.add(body);
                round.add(new ProducerRecord<>(name, body.key(), body.toString()));
            }
            environment.topics().sendAll(round);
        }
    }

    /** Returns when everything is committed, with all that happened. */
    History finish() {
        await().atMost(LIMIT)
                .untilAsserted(() ->
                        assertThat(environment.topics().committedRecords(name)).isEqualTo(sent.size()));
        environment.connect().delete(name);
        List<Call> calls = new ArrayList<>();
        processes.forEach(process -> Calls.of(process, effects).stream()
                .map(call -> call.hasEnded() ? call : call.endedAt(killed.getOrDefault(process, Call.NEVER)))
                .forEach(calls::add));
        return new History(Set.copyOf(sent), calls, environment.topics().commits(name), Map.copyOf(killed));
    }
}

package io.npipeline.benchmarks.endtoend;

import io.npipeline.benchmarks.worker.RoundKeys;
import io.npipeline.quickstart.environment.WorkerProcess;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A connector on a worker of its own. Each round is a new connector, so it has a new consumer group. */
final class WorkerSide implements Side {

    private final String name;
    private final WorkerProcess worker;
    private final ConnectorKind kind;
    private @Nullable String connector;

    WorkerSide(String name, WorkerProcess worker, ConnectorKind kind) {
        this.name = name;
        this.worker = worker;
        this.kind = kind;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void begin(Round round) {
        Map<String, String> config = new TreeMap<>(kind.settings());
        config.put("topics", round.content().topic());
        config.put("tasks.max", "1");
        config.put(
                kind.prefix() + RoundKeys.EXPECTED,
                Long.toString(round.content().records()));
        config.put(kind.prefix() + RoundKeys.DIRECTORY, round.directory().toString());
        if (round.work().millis() > 0) {
            config.put(
                    kind.prefix() + RoundKeys.WORK_MS,
                    Long.toString(round.work().millis()));
        }
        if (round.work().concurrency() > 0) {
            config.put(
                    "npipeline.max.degree.of.parallelism",
                    Integer.toString(round.work().concurrency()));
        }
        worker.client().put(round.name(), config);
        connector = round.name();
    }

    @Override
    public void end() {
        if (connector != null) {
            worker.client().delete(connector);
            connector = null;
        }
    }

    @Override
    public Optional<String> failure() {
        if (!worker.isAlive()) {
            return Optional.of("the worker has ended, see " + worker.log());
        }
        return connector == null
                ? Optional.empty()
                : worker.client().findStatus(connector).flatMap(status -> status.failure());
    }

    @Override
    public void close() {
        worker.close();
    }
}

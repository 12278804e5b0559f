package io.npipeline.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import io.npipeline.deployment.ConnectClient;
import io.npipeline.quickstart.check.StrikesDatabase;
import io.npipeline.quickstart.environment.BrokerProcess;
import io.npipeline.quickstart.environment.KafkaRuntime;
import io.npipeline.quickstart.environment.WorkerProcess;
import io.npipeline.quickstart.environment.WorkerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A broker and a worker that run the demo's connectors. Not thread safe. */
final class DemoEnvironment implements AutoCloseable {

    private final BrokerProcess broker;
    private final WorkerProcess worker;
    private final StrikesDatabase database;
    private final List<String> connectors = new ArrayList<>();

    private DemoEnvironment(BrokerProcess broker, WorkerProcess worker, StrikesDatabase database) {
        this.broker = broker;
        this.worker = worker;
        this.database = database;
    }

    /**
     * Starts both, with their files in the folder.
     *
     * @param data the file that the ingress connector is to read
     * @param rates the exchange rates of the orders, for whoever posts their connector
     */
    static DemoEnvironment start(Path folder, Path pluginPath, Path data, Path rates) {
        KafkaRuntime runtime = KafkaRuntime.locate();
        StrikesDatabase database = new StrikesDatabase(folder.resolve("strikes.db"));
        BrokerProcess broker = BrokerProcess.start(runtime, folder.resolve("broker"));
        try {
            SampleTopics.create(broker);
            WorkerSettings settings = SampleSettings.of(
                            WorkerSettings.of(broker.bootstrapServers(), pluginPath),
                            data,
                            database.file(),
                            rates,
                            folder.resolve("orders"),
                            Map.of())
                    .withProperty("exactly.once.source.support", "enabled");
            WorkerProcess worker = WorkerProcess.start(runtime, folder.resolve("worker"), settings);
            return new DemoEnvironment(broker, worker, database);
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    /** Posts a connector's file to the worker. */
    void post(Path connectorFile) {
        JsonNode body = ConnectClient.readBody(connectorFile);
        worker.client().put(body);
        connectors.add(body.path("name").asText());
    }

    /** What is broken, in one sentence and a trace; empty while all is well. */
    Optional<String> failure() {
        if (!broker.isAlive()) {
            return Optional.of("the broker has ended, see " + broker.log());
        }
        if (!worker.isAlive()) {
            return Optional.of("the worker has ended, see " + worker.log());
        }
        return connectors.stream()
                .flatMap(name -> worker.client().findStatus(name).stream())
                .flatMap(status -> status.failure().stream())
                .findFirst();
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    WorkerProcess worker() {
        return worker;
    }

    StrikesDatabase database() {
        return database;
    }

    @Override
    public void close() {
        worker.close();
        broker.close();
    }
}

package io.npipeline.benchmarks.endtoend;

import io.npipeline.benchmarks.peer.PeerKind;
import io.npipeline.quickstart.environment.BrokerProcess;
import io.npipeline.quickstart.environment.KafkaRuntime;
import io.npipeline.quickstart.environment.WorkerProcess;
import io.npipeline.quickstart.environment.WorkerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A broker, and the processes that read from it. Not thread safe. */
public final class Cluster implements AutoCloseable {

    /** What Kafka's own scripts start its programs with. */
    private static final List<String> KAFKA_FLAGS = List.of(
            "-server",
            "-XX:+UseG1GC",
            "-XX:MaxGCPauseMillis=20",
            "-XX:InitiatingHeapOccupancyPercent=35",
            "-XX:+ExplicitGCInvokesConcurrent",
            "-Djava.awt.headless=true",
            "-Djava.net.preferIPv4Stack=true");

    /** The heap that they give a worker. */
    private static final List<String> WORKER_HEAP = List.of("-Xms256m", "-Xmx2g");

    private final KafkaRuntime runtime;
    private final Path folder;
    private final Path pluginPath;
    private final BrokerProcess broker;

    private Cluster(KafkaRuntime runtime, Path folder, Path pluginPath, BrokerProcess broker) {
        this.runtime = runtime;
        this.folder = folder;
        this.pluginPath = pluginPath;
        this.broker = broker;
    }

    /**
     * Starts the broker.
     *
     * @param folder an empty folder for the files of all processes
     * @param pluginPath the {@code plugin.path} of the workers
     */
    public static Cluster start(Path folder, Path pluginPath) {
        KafkaRuntime runtime = KafkaRuntime.locate().withJvmFlags(KAFKA_FLAGS);
        return new Cluster(runtime, folder, pluginPath, BrokerProcess.start(runtime, folder.resolve("broker")));
    }

    DataSet createData(DataKind kind) {
        return new DataSet(broker, kind);
    }

    /** A folder of the cluster's. */
    Path folder(String name) {
        return folder.resolve(name);
    }

    /** Starts a worker that runs connectors of one kind. */
    public Side startWorker(String name, ConnectorKind kind) {
        return new WorkerSide(name, startWorker(name), complete(kind));
    }

    /**
     * Starts a worker that runs connectors of several kinds, one at a time.
     *
     * @param kinds by the names of their sides
     * @return the sides in their order; to close one is to close all
     */
    public List<Side> startOneWorker(String name, Map<String, ConnectorKind> kinds) {
        WorkerProcess worker = startWorker(name);
        List<Side> sides = new ArrayList<>();
        kinds.forEach((side, kind) -> sides.add(new WorkerSide(side, worker, complete(kind))));
        return sides;
    }

    private WorkerProcess startWorker(String name) {
        WorkerSettings settings = WorkerSettings.of(broker.bootstrapServers(), pluginPath)
                // As often as a worker does unless told otherwise.
                .withProperty("offset.flush.interval.ms", "");
        for (String flag : WORKER_HEAP) {
            settings = settings.withJvmFlag(flag);
        }
        return WorkerProcess.startStandalone(runtime, folder.resolve(name), settings, List.of());
    }

    private ConnectorKind complete(ConnectorKind kind) {
        return kind.prefix().isEmpty()
                ? kind
                : kind.with("npipeline.kafka.bootstrap.servers", broker.bootstrapServers());
    }

    /** Starts a program outside Connect. */
    public Side startProgram(String name, PeerKind kind) {
        List<String> flags = new ArrayList<>(KAFKA_FLAGS);
        flags.addAll(WORKER_HEAP);
        flags.add("-Dnpipeline.log.level=WARN");
        return ProgramSide.start(name, kind, broker.bootstrapServers(), flags, folder.resolve(name));
    }

    @Override
    public void close() {
        broker.close();
    }
}

package io.npipeline.quickstart.environment;

import io.npipeline.deployment.ConnectClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Connect worker as a process on the loopback interface. Its REST address survives {@link #kill} and {@link #restart}.
 *
 * <p>Not thread safe.
 */
public final class WorkerProcess extends ServerProcess {

    private static final Duration READY_LIMIT = Duration.ofSeconds(90);

    private final KafkaRuntime runtime;
    private final String mainClass;
    private final List<String> arguments;
    private final WorkerSettings settings;
    private final ConnectClient client;

    private WorkerProcess(
            KafkaRuntime runtime,
            String mainClass,
            List<String> arguments,
            WorkerSettings settings,
            Path directory,
            ConnectClient client) {
        super("worker", directory);
        this.runtime = runtime;
        this.mainClass = mainClass;
        this.arguments = List.copyOf(arguments);
        this.settings = settings;
        this.client = client;
    }

    /**
     * Starts a worker in distributed mode with its files in the directory. Returns when it answers requests. Workers that
     * are started with the same cluster and {@code group.id} share their connectors.
     */
    public static WorkerProcess start(KafkaRuntime runtime, Path directory, WorkerSettings settings) {
        int port = FreePort.find();
        return launch(
                runtime,
                directory,
                settings,
                port,
                "org.apache.kafka.connect.cli.ConnectDistributed",
                WorkerProperties.distributed(settings, port),
                List.of());
    }

    /** Starts a worker in standalone mode, which runs the connectors of the given files from the start. */
    public static WorkerProcess startStandalone(
            KafkaRuntime runtime, Path directory, WorkerSettings settings, List<Path> connectorFiles) {
        int port = FreePort.find();
        Path offsets = directory.toAbsolutePath().resolve("connect.offsets");
        return launch(
                runtime,
                directory,
                settings,
                port,
                "org.apache.kafka.connect.cli.ConnectStandalone",
                WorkerProperties.standalone(settings, port, offsets),
                connectorFiles);
    }

    private static WorkerProcess launch(
            KafkaRuntime runtime,
            Path directory,
            WorkerSettings settings,
            int port,
            String mainClass,
            Map<String, String> properties,
            List<Path> connectorFiles) {
        Path propertiesFile = directory.toAbsolutePath().resolve("worker.properties");
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PropertiesFile.write(propertiesFile, properties);
        List<String> arguments = new ArrayList<>(List.of(propertiesFile.toString()));
        connectorFiles.forEach(file -> arguments.add(file.toAbsolutePath().toString()));
        WorkerProcess worker = new WorkerProcess(
                runtime,
                mainClass,
                arguments,
                settings,
                directory.toAbsolutePath(),
                new ConnectClient(URI.create("http://127.0.0.1:" + port)));
        worker.launch();
        return worker;
    }

    @Override
    JvmProcess startProcess() {
        return runtime.start(new JvmCommand(
                "worker", mainClass, arguments, settings.jvmFlags(), settings.environment(), directory()));
    }

    @Override
    void awaitReady(JvmProcess started) {
        started.awaitReady(READY_LIMIT, client::isHealthy);
    }

    /** The worker's REST API. */
    public ConnectClient client() {
        return client;
    }
}

package io.npipeline.quickstart;

import io.npipeline.quickstart.environment.BrokerProcess;
import io.npipeline.quickstart.environment.KafkaRuntime;
import io.npipeline.quickstart.environment.WorkerProcess;
import io.npipeline.quickstart.environment.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A standalone worker with the plugin, and a broker where none is given. Used once, by one thread. */
final class DevelopmentWorker {

    private final Checkout checkout;
    private final DevelopmentOptions options;
    private final Console console;

    DevelopmentWorker(Checkout checkout, DevelopmentOptions options, Console console) {
        this.checkout = checkout;
        this.options = options;
        this.console = console;
    }

    /** Runs until the worker ends. */
    void run() throws IOException, UsageException {
        KafkaRuntime runtime = KafkaRuntime.locate();
        try (WorkFolder folder = WorkFolder.claim(checkout.workFolder("connect"))) {
            List<Path> connectors =
                    connectors(Files.createDirectory(folder.path().resolve("connectors")));
            Path pluginPath = PluginFolder.pluginPath(
                    checkout, options.pluginPath(), folder.path().resolve("plugins"));
            if (options.bootstrapServers().isPresent()) {
                runWorker(
                        runtime,
                        folder.path(),
                        pluginPath,
                        connectors,
                        options.bootstrapServers().get(),
                        true);
                return;
            }
            try (BrokerProcess broker =
                    BrokerProcess.start(runtime, folder.path().resolve("broker"))) {
                SampleTopics.create(broker, topics());
                console.line("Broker at " + broker.bootstrapServers() + ".");
                runWorker(runtime, folder.path(), pluginPath, connectors, broker.bootstrapServers(), false);
            }
        }
    }

    /** What the connectors and the user name. */
    private Set<String> topics() throws IOException, UsageException {
        Set<String> topics = new TreeSet<>(options.printedTopics());
        for (Path file : options.connectors()) {
            topics.addAll(ConnectorTopics.of(Connectors.readAsStandalone(file).config()));
        }
        return topics;
    }

    private List<Path> connectors(Path copies) throws IOException, UsageException {
        List<Path> connectors = new ArrayList<>();
        for (Path file : options.connectors()) {
            Path prepared = new StandaloneConnector(file).prepare(options.atLeastOnce(), copies);
            if (!prepared.equals(file)) {
                console.line(file.getFileName() + " runs at least once.");
            }
            connectors.add(prepared);
        }
        return connectors;
    }

    private void runWorker(
            KafkaRuntime runtime,
            Path folder,
            Path pluginPath,
            List<Path> connectors,
            String bootstrapServers,
            boolean printFromEnds)
            throws IOException {
        WorkerSettings settings = SampleSettings.of(
                settings(bootstrapServers, pluginPath, options.pluginPath()),
                checkout.sampleData(),
                folder.resolve("strikes.db"),
                checkout.sampleRates(),
                Files.createDirectories(folder.resolve("orders")),
                System.getenv());
        // Before the worker, whose first records are to be shown.
        try (TopicPrinter printer = printer(bootstrapServers, printFromEnds);
                WorkerProcess worker =
                        WorkerProcess.startStandalone(runtime, folder.resolve("worker"), settings, connectors)) {
            console.line("REST at " + worker.client().address() + ", log in " + worker.log() + ". Ctrl-C stops it.");
            int exitCode = worker.waitFor();
            console.line("The worker has ended with exit code " + exitCode + ", see " + worker.log() + ".");
        }
    }

    /** With jars of the user's, plugins are looked for in all classes, as workers do that are not told otherwise. */
    static WorkerSettings settings(String bootstrapServers, Path pluginPath, Optional<Path> given) {
        WorkerSettings usual = WorkerSettings.of(bootstrapServers, pluginPath);
        return given.isPresent() ? usual.withProperty("plugin.discovery", "") : usual;
    }

    /** None where nothing is to be printed. */
    private @Nullable TopicPrinter printer(String bootstrapServers, boolean fromEnds) {
        return options.printedTopics().isEmpty()
                ? null
                : TopicPrinter.start(bootstrapServers, options.printedTopics(), fromEnds, console);
    }
}

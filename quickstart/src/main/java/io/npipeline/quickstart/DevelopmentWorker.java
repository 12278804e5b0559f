package io.npipeline.quickstart;

import io.npipeline.quickstart.environment.BrokerProcess;
import io.npipeline.quickstart.environment.KafkaRuntime;
import io.npipeline.quickstart.environment.WorkerProcess;
import io.npipeline.quickstart.environment.WorkerSettings;
import java.io.IOException;
import java.nio.file.Path;

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
            Path pluginPath = pluginPath(folder.path().resolve("plugins"));
            if (options.bootstrapServers().isPresent()) {
                runWorker(
                        runtime,
                        folder.path(),
                        pluginPath,
                        options.bootstrapServers().get());
                return;
            }
            try (BrokerProcess broker =
                    BrokerProcess.start(runtime, folder.path().resolve("broker"))) {
                console.line("Broker at " + broker.bootstrapServers() + ".");
                runWorker(runtime, folder.path(), pluginPath, broker.bootstrapServers());
            }
        }
    }

    private Path pluginPath(Path newFolder) throws IOException {
        Path given = options.pluginPath().orElse(checkout.samplePipelines());
        return PluginFolder.isComplete(given)
                ? given
                : PluginFolder.assemble(newFolder, checkout.distribution(), given);
    }

    private void runWorker(KafkaRuntime runtime, Path folder, Path pluginPath, String bootstrapServers) {
        WorkerSettings settings = SampleSettings.forStrikes(
                WorkerSettings.of(bootstrapServers, pluginPath), checkout.sampleData(), folder.resolve("strikes.db"));
        try (WorkerProcess worker =
                WorkerProcess.startStandalone(runtime, folder.resolve("worker"), settings, options.connectors())) {
            console.line("REST at " + worker.client().address() + ", log in " + worker.log() + ". Ctrl-C stops it.");
            int exitCode = worker.waitFor();
            console.line("The worker has ended with exit code " + exitCode + ", see " + worker.log() + ".");
        }
    }
}

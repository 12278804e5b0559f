package io.npipeline.quickstart;

import io.npipeline.quickstart.environment.WorkerSettings;
import java.nio.file.Path;

/** The environment variables that the connectors in {@code config/} read. */
final class SampleSettings {

    private SampleSettings() {}

    static WorkerSettings forStrikes(WorkerSettings settings, Path data, Path database) {
        return settings.withEnvironment("BOOTSTRAP_SERVERS", settings.bootstrapServers())
                .withEnvironment("STRIKES_FILE", data.toString())
                .withEnvironment("STRIKES_DATABASE", database.toString());
    }
}

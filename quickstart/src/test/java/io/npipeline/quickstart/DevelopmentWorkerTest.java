package io.npipeline.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DevelopmentWorkerTest {

    private static final Path GIVEN = Path.of("/given");

    @Test
    void onlyPluginsThatTheUserDidNotNameAreLookedForByTheirServiceFilesAlone() {
        assertThat(DevelopmentWorker.settings("localhost:9092", GIVEN, Optional.of(GIVEN))
                        .properties())
                .containsEntry("plugin.discovery", ""); // not the usual one
        assertThat(DevelopmentWorker.settings("localhost:9092", Path.of("/copy"), Optional.of(GIVEN))
                        .properties())
                .containsEntry("plugin.discovery", "");
        assertThat(DevelopmentWorker.settings("localhost:9092", Path.of("/copy"), Optional.empty())
                        .properties())
                .isEmpty();
    }
}

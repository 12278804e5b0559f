package io.npipeline.quickstart.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WorkerPropertiesTest {

    private final WorkerSettings settings = WorkerSettings.of("127.0.0.1:9092", Path.of("/a"), Path.of("/b"));

    @Test
    void theWorkerListensOnLoopbackOnlyAndFindsBothFolders() {
        assertThat(WorkerProperties.distributed(settings, 8083))
                .containsEntry("listeners", "http://127.0.0.1:8083")
                .containsEntry("plugin.path", "/a,/b");
    }

    @Test
    void settingsOverrideTheUsual() {
        WorkerSettings changed =
                settings.withProperty("group.id", "other").withProperty("exactly.once.source.support", "enabled");

        assertThat(WorkerProperties.distributed(changed, 8083))
                .containsEntry("group.id", "other")
                .containsEntry("exactly.once.source.support", "enabled");
        assertThat(WorkerProperties.distributed(settings.withProperty("consumer.session.timeout.ms", ""), 8083))
                .doesNotContainKey("consumer.session.timeout.ms");
    }

    @Test
    void aStandaloneWorkerKeepsItsOffsetsInAFile() {
        assertThat(WorkerProperties.standalone(settings, 8083, Path.of("/tmp/offsets")))
                .containsEntry("offset.storage.file.filename", "/tmp/offsets")
                .doesNotContainKey("group.id");
    }
}

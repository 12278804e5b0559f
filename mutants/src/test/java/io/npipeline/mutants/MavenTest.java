package io.npipeline.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenTest {

    private final Path folder;

    MavenTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void nothingIsStartedOnceItIsClosed() {
        Maven maven = new Maven(folder, folder, folder, Stage.MODULES);

        maven.close();

        assertThatThrownBy(() -> maven.run("late", List.of(), Duration.ofMinutes(1)))
                .isInstanceOf(InterruptedException.class);
        assertThat(folder.resolve("late.log")).doesNotExist();
    }
}

package io.npipeline.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginFolderTest {

    private final Path folder;
    private final Path distribution;
    private final Path pipelines;

    PluginFolderTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        distribution = Files.createDirectory(folder.resolve("npipeline-kafka-connect"));
        pipelines = Files.createDirectory(folder.resolve("pipelines"));
        Files.createFile(distribution.resolve("npipeline-bridge-1.jar"));
    }

    @Test
    void allJarsGoIntoOneChild() throws IOException {
        Files.createFile(pipelines.resolve("mine.jar"));
        Files.createFile(pipelines.resolve("notes.txt"));
        Path more = Files.createDirectory(folder.resolve("more"));
        Files.createFile(more.resolve("yours.jar"));

        Path pluginPath = PluginFolder.assemble(folder.resolve("plugins"), distribution, List.of(pipelines, more));

        assertThat(pluginPath).isDirectoryContaining(child -> child.endsWith("npipeline-kafka-connect"));
        assertThat(pluginPath.resolve("npipeline-kafka-connect").toFile().list())
                .containsExactlyInAnyOrder("npipeline-bridge-1.jar", "mine.jar", "yours.jar");
    }

    @Test
    void aFolderWithoutJarsIsNamed() {
        assertThatIOException()
                .isThrownBy(() -> PluginFolder.assemble(folder.resolve("plugins"), distribution, List.of(pipelines)))
                .withMessage("there are no jars in " + pipelines);
    }

    @Test
    void aFolderThatHoldsTheBridgeIsComplete() throws IOException {
        assertThat(PluginFolder.isComplete(folder)).isTrue();
        assertThat(PluginFolder.isComplete(pipelines)).isFalse();
    }
}

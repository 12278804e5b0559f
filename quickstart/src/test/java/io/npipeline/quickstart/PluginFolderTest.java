package io.npipeline.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
    void ofJarsOfOneNameThePipelinesStays() throws IOException {
        Files.writeString(distribution.resolve("shared.jar"), "ours");
        Files.writeString(pipelines.resolve("shared.jar"), "theirs");

        Path pluginPath = PluginFolder.assemble(folder.resolve("plugins"), distribution, List.of(pipelines));

        assertThat(pluginPath.resolve("npipeline-kafka-connect/shared.jar")).hasContent("theirs");
    }

    @Test
    void aFolderWhoseChildHoldsTheBridgeIsAPluginPathAsItIs() throws Exception {
        Path unzipped = Files.createDirectories(pipelines.resolve("npipeline"));
        Files.createFile(Files.createDirectory(unzipped.resolve("lib")).resolve("npipeline-bridge-1.jar"));

        assertThat(pluginPath(folder)).isEqualTo(folder);
        assertThat(pluginPath(pipelines)).isEqualTo(pipelines);
        assertThat(pluginPath(unzipped)).isEqualTo(unzipped);
    }

    @Test
    void theFolderOfAPluginAndOneWithoutJarsAreRefusedWithTheRule() {
        assertThatThrownBy(() -> pluginPath(distribution))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "--plugin-path " + distribution + ": npipeline-bridge-1.jar lies in it, as in the folder of one"
                                + " plugin; name the folder above it, whose children are plugins, or one with your pipelines' jars"
                                + " alone.");
        assertThatThrownBy(() -> pluginPath(pipelines))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "--plugin-path " + pipelines + ": there are no jars in it; name the folder of your pipelines'"
                                + " jars, or one whose children are plugins, NPipeline among them.");
    }

    @Test
    void pluginsMayBeLinksAsForAWorker() throws Exception {
        Path linked = Files.createDirectory(folder.resolve("linked"));
        Files.createSymbolicLink(linked.resolve("npipeline"), distribution);
        Path deep = Files.createDirectory(folder.resolve("deep"));
        Path plugin = Files.createDirectory(deep.resolve("npipeline"));
        Files.createSymbolicLink(plugin.resolve("lib"), distribution);
        Files.createSymbolicLink(plugin.resolve("loop"), plugin);

        assertThat(pluginPath(linked)).isEqualTo(linked);
        assertThat(pluginPath(deep)).isEqualTo(deep);
    }

    @Test
    void jarsInAFolderAndBelowItAreRefusedWithoutNPipeline() throws Exception {
        Files.createFile(pipelines.resolve("mine.jar"));
        Path libraries = Files.createDirectory(pipelines.resolve("libs"));
        Files.createFile(libraries.resolve("theirs.jar"));

        assertThatThrownBy(() -> pluginPath(pipelines))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "--plugin-path " + pipelines + ": jars lie in it and in its folder libs; the jars of pipelines"
                                + " lie directly in it, or NPipeline is among its children.");
    }

    private Path pluginPath(Path given) throws Exception {
        return PluginFolder.pluginPath(
                new Checkout(folder.resolve("none")), Optional.of(given), folder.resolve("plugins"));
    }
}

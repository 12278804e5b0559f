package io.npipeline.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginCopyTest {

    private final Path folder;

    PluginCopyTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void ofACompletePluginPathTheJarsBesideTheBridgeAreThePlugins() throws Exception {
        Path bridge = jar("npipeline-kafka-connect-1/lib/npipeline-bridge-1.jar");
        Path pipeline = jar("npipeline-kafka-connect-1/lib/pipelines/orders.jar");
        Path foreign = jar("another/lib/another.jar");

        try (PluginCopy plugins = PluginCopy.of(new Checkout(folder.resolve("none")), Optional.of(folder))) {
            assertThat(plugins.path()).isEqualTo(folder);
            assertThat(plugins.jars()).containsExactly(bridge, pipeline);
        }
        assertThat(foreign).exists();
    }

    @Test
    void aPluginMayBeALink(@TempDir Path elsewhere) throws Exception {
        Path bridge = Files.createFile(elsewhere.resolve("npipeline-bridge-1.jar"));
        Files.createSymbolicLink(folder.resolve("npipeline"), elsewhere);

        try (PluginCopy plugins = PluginCopy.of(new Checkout(folder.resolve("none")), Optional.of(folder))) {
            assertThat(plugins.jars()).containsExactly(folder.resolve("npipeline/npipeline-bridge-1.jar"));
        }
        assertThat(bridge).exists();
    }

    private Path jar(String name) throws IOException {
        Path jar = folder.resolve(name);
        Files.createDirectories(jar.getParent());
        return Files.createFile(jar);
    }
}

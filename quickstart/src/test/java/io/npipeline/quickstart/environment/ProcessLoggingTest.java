package io.npipeline.quickstart.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLoggingTest {

    private final Path libraries;
    private final Path folder;

    ProcessLoggingTest(@TempDir Path libraries, @TempDir Path folder) {
        this.libraries = libraries;
        this.folder = folder;
    }

    @Test
    void kafkaLogsWithLog4j2() throws IOException {
        Files.createFile(libraries.resolve("log4j-core-2.25.1.jar"));

        String flag = ProcessLogging.of(libraries).configure(folder);

        assertThat(flag)
                .isEqualTo("-Dlog4j2.configurationFile="
                        + folder.resolve("log4j2.xml").toUri());
        assertThat(folder.resolve("log4j2.xml")).content().contains("connector.context");
    }

    @Test
    void olderKafkaLogsWithReload4j() throws IOException {
        Files.createFile(libraries.resolve("reload4j-1.2.25.jar"));

        String flag = ProcessLogging.of(libraries).configure(folder);

        assertThat(flag)
                .isEqualTo("-Dlog4j.configuration="
                        + folder.resolve("log4j.properties").toUri());
        assertThat(folder.resolve("log4j.properties")).content().contains("connector.context");
    }
}

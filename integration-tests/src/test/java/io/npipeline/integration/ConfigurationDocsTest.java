package io.npipeline.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} says what the connectors define. Run with {@code -Ddocs.update} to write it anew. */
class ConfigurationDocsTest {

    private static final Path DOCS = Path.of(System.getProperty("project.root"), "docs", "configuration.md");

    @Test
    void committedFileIsFresh() throws IOException {
        String rendered = ConfigurationDocs.render();
        if (System.getProperty("docs.update") != null) {
            Files.writeString(DOCS, rendered);
        }

        assertThat(Files.readString(DOCS))
                .as("stale: run mvn -pl integration-tests -am test -Ddocs.update")
                .isEqualTo(rendered);
    }
}

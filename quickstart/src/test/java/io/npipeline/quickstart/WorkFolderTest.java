package io.npipeline.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {

    private final Path parent;

    WorkFolderTest(@TempDir Path parent) {
        this.parent = parent;
    }

    @Test
    void whatAnEarlierRunLeftIsDeleted() throws IOException, UsageException {
        Path old = parent.resolve("demo/broker/data");
        Files.createDirectories(old);
        Files.writeString(old.resolve("log"), "old");

        try (WorkFolder folder = WorkFolder.claim(parent.resolve("demo"))) {
            assertThat(folder.path()).isEmptyDirectory();
        }
    }
}

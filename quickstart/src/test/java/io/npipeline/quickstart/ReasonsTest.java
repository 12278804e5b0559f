package io.npipeline.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class ReasonsTest {

    @Test
    void aPathIsNeverAllThatIsSaid() {
        assertThat(Reasons.of(new NoSuchFileException("/a"))).isEqualTo("there is no file or folder /a");
        assertThat(Reasons.of(new UncheckedIOException(new AccessDeniedException("/a"))))
                .isEqualTo("/a may not be read or written");
        assertThat(Reasons.of(new FileAlreadyExistsException("/a")))
                .isEqualTo("java.nio.file.FileAlreadyExistsException: /a");
    }

    @Test
    void anyOtherMessageIsTheReasonAndTheTypeWhereThereIsNone() {
        assertThat(Reasons.of(new IOException("the disk is full"))).isEqualTo("the disk is full");
        assertThat(Reasons.of(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
    }
}

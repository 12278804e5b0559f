package io.npipeline.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutantsCommandTest {

    private static final int NOT_DONE = 2;

    private final Path home;

    MutantsCommandTest(@TempDir Path home) {
        this.home = home;
    }

    @Test
    void wrongUseIsNoSurvivor() {
        assertThat(MutantsCommand.run(home, List.of("--path"))).isEqualTo(NOT_DONE);
    }

    @Test
    void failureToReadOrWriteIsNoSurvivor() {
        assertThat(MutantsCommand.run(home, List.of())).isEqualTo(NOT_DONE);
    }
}

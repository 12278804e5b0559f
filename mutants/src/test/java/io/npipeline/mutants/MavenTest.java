package io.npipeline.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
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

        assertThatThrownBy(() -> maven.run("late", List.of())).isInstanceOf(InterruptedException.class);
        assertThat(folder.resolve("late.log")).doesNotExist();
    }

    @Test
    void moreTestsHaveMoreTime() {
        TestClass unit = new TestClass(Stage.BRIDGE, "e.EngineTest");
        TestClass worker = new TestClass(Stage.INTEGRATION_TESTS, "i.KillIT");
        Duration none = Maven.limit(List.of());
        Duration forOne = Maven.limit(List.of(unit)).minus(none);

        assertThat(forOne).isPositive();
        assertThat(Maven.limit(Collections.nCopies(50, unit))).isEqualTo(none.plus(forOne.multipliedBy(50)));
        assertThat(Maven.limit(List.of(worker))).isGreaterThan(none.plus(forOne));
    }
}

package io.npipeline.quickstart.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmProcessTest {

    private static final String CLASS_PATH = System.getProperty("java.class.path");

    private final Path folder;

    JvmProcessTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void killEndsTheJvmItself() {
        try (JvmProcess process = start("wait")) {
            ProcessHandle jvm = ProcessHandle.of(process.pid()).orElseThrow();

            process.kill();

            assertThat(process.isAlive()).isFalse();
            assertThat(process.waitFor()).isEqualTo(128 + 9);
            Waiting.until(Duration.ofSeconds(5), () -> !jvm.isAlive(), () -> "the JVM still runs");
        }
    }

    @Test
    void stopLetsItCleanUp() {
        try (JvmProcess process = start("wait")) {
            process.awaitReady(Duration.ofSeconds(20), () -> LogTail.of(folder.resolve("child.log"), 5)
                    .contains("ready"));

            process.stop();

            assertThat(process.waitFor()).isEqualTo(128 + 15);
            assertThat(LogTail.of(folder.resolve("child.log"), 5)).endsWith("cleaned up");
        }
    }

    @Test
    void aProcessThatDiesWhileItStartsIsExplainedByItsLog() {
        // Either by its start or by who waits for it: whoever looks first.
        assertThatThrownBy(() -> {
                    try (JvmProcess process = start("fail")) {
                        process.awaitReady(Duration.ofSeconds(20), () -> false);
                    }
                })
                .isInstanceOf(EnvironmentException.class)
                .hasMessageStartingWith("The child ended with exit code 3 while it started. Last lines of ")
                .hasMessageEndingWith("this is why");
    }

    @Test
    void aProcessThatIsNeverReadyIsToo() {
        try (JvmProcess process = start("wait")) {
            assertThatThrownBy(() -> process.awaitReady(Duration.ofSeconds(1), () -> false))
                    .hasMessageStartingWith("The child was not ready after 1 s. Last lines of ");
        }
    }

    private JvmProcess start(String behaviour) {
        return JvmProcess.start(
                CLASS_PATH,
                new JvmCommand("child", Child.class.getName(), List.of(behaviour), List.of(), Map.of(), folder));
    }

    /** The program that the tests start. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws InterruptedException {
            if (arguments[0].equals("fail")) {
                System.out.println("this is why");
                System.exit(3);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("cleaned up")));
            System.out.println("ready");
            Thread.sleep(Duration.ofMinutes(5).toMillis());
        }
    }
}

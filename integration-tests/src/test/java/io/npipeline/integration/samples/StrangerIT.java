package io.npipeline.integration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.npipeline.integration.docs.Snippet;
import io.npipeline.integration.environment.LauncherProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody follows "Your own pipeline" of the README, word by word, in a shell. The checkout is one whose parts are those of
 * this build, so that {@code npipeline} has nothing left to build, and {@code mvn} uses the repository that this build filled.
 */
class StrangerIT {

    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofMinutes(1);

    @Test
    void theReadmesCommandsLeadToARunningPipeline(@TempDir Path folder) throws Exception {
        Path checkout = checkout(Files.createDirectory(folder.resolve("npipeline")));
        Path tools = Files.createDirectory(folder.resolve("tools"));
        script(tools.resolve("mvn"), maven(folder));
        Path output = folder.resolve("output");

        ProcessBuilder shell = new ProcessBuilder(
                        "bash",
                        "-e",
                        "-c",
                        Snippet.below("README.md", "## Your own pipeline", "sh").text())
                .directory(checkout.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        shell.environment().put("HOME", folder.toString());
        shell.environment().merge("PATH", tools.toString(), (path, first) -> first + File.pathSeparator + path);
        Process process = shell.start();
        try {
            await().atMost(LIMIT)
                    .until(() -> !process.isAlive() || printed(output).size() >= 7);
        } finally {
            stop(process);
        }

        assertThat(printed(output))
                .as(Files.readString(output))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains("processed-orders  ada", "\"totalInEuro\":\"55.27\""),
                        line -> assertThat(line).contains("processed-orders  bob", "\"totalInEuro\":\"249.00\""),
                        line -> assertThat(line).contains("processed-orders  kim"),
                        line -> assertThat(line).contains("processed-orders  eve"),
                        line -> assertThat(line).contains("Order o-2 is invalid: its quantity is 0"),
                        line -> assertThat(line).contains("there is no rate of its currency XXX"),
                        line -> assertThat(line).contains("o-6,bob,many,10.00,EUR"));
    }

    /** As Ctrl-C does: the launcher ends, and with it broker and worker. */
    private static void stop(Process shell) throws Exception {
        List<ProcessHandle> running = shell.descendants().toList();
        shell.children().forEach(ProcessHandle::destroy);
        try {
            for (ProcessHandle one : running) {
                one.onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
        } finally {
            running.forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly().waitFor();
        }
    }

    private static List<String> printed(Path output) throws IOException {
        try (Stream<String> lines = Files.lines(output)) {
            return lines.filter(
                            line -> line.startsWith("processed-orders  ") || line.startsWith("orders-dead-letters  "))
                    .toList();
        }
    }

    private static Path checkout(Path checkout) throws IOException {
        Files.createSymbolicLink(checkout.resolve("distribution"), ROOT.resolve("distribution"));
        Path sample = ROOT.resolve("quickstart/orders");
        try (Stream<Path> files = Files.walk(sample)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path relative = sample.relativize(file);
                if (!relative.startsWith("target")) {
                    Path copy = checkout.resolve("quickstart/orders").resolve(relative);
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
        script(checkout.resolve("npipeline"), launcher(checkout));
        return checkout;
    }

    private static String launcher(Path checkout) {
        return "exec '" + String.join("' '", LauncherProcess.program(checkout)) + "' \"$@\"";
    }

    private static String maven(Path folder) throws IOException {
        String settings = Files.readString(ROOT.resolve("integration-tests/src/it/settings.xml"));
        Path file = Files.writeString(
                folder.resolve("settings.xml"),
                settings.replace(
                        "@localRepositoryUrl@",
                        Path.of(System.getProperty("machine.repository"))
                                .toUri()
                                .toString()));
        return "exec '%s/bin/mvn' -B -o -s '%s' '-Dmaven.repo.local=%s' \"$@\""
                .formatted(System.getProperty("maven.home"), file, System.getProperty("user.repository"));
    }

    private static void script(Path file, String command) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + command + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}

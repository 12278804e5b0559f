package io.npipeline.integration.environment;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What a command of the launcher script did, run on what this build made. Immutable.
 *
 * @param lines what it printed
 * @param failures what it printed on standard error
 */
public record LauncherProcess(int exitCode, List<String> lines, List<String> failures) {

    private static final Path ROOT = Path.of(System.getProperty("project.root"));

    /** What a JVM may need; connectors may name any other variable, and a test says which of these are set. */
    private static final Set<String> INHERITED =
            Set.of("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "JAVA_HOME", "JAVA_TOOL_OPTIONS");

    public LauncherProcess {
        lines = List.copyOf(lines);
        failures = List.copyOf(failures);
    }

    /**
     * Runs a command to its end, from the root of the project.
     *
     * @param home the checkout it is to work in
     * @param environment variables besides those that any JVM needs
     * @param limitMinutes after so long it is stopped, and the test fails
     */
    public static LauncherProcess run(
            Path home, Map<String, String> environment, long limitMinutes, List<String> arguments) {
        List<String> command = new ArrayList<>(program(home));
        command.addAll(arguments);
        try {
            return run(command, environment, limitMinutes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * The launcher as it is run on what this build made, without its arguments.
     *
     * @param home the checkout it is to work in
     */
    public static List<String> program(Path home) {
        Path target = ROOT.resolve("quickstart/target");
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dnpipeline.home=" + home,
                "-cp",
                String.join(
                        File.pathSeparator,
                        target + "/classes",
                        ROOT.resolve("npipeline-bridge/target/classes").toString(),
                        target + "/lib/*",
                        target + "/kafka/*"),
                "io.npipeline.quickstart.Launcher");
    }

    private static LauncherProcess run(List<String> command, Map<String, String> environment, long limitMinutes)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("launcher", ".out");
        Path failures = Files.createTempFile("launcher", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(ROOT.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(failures.toFile());
            builder.environment().keySet().retainAll(INHERITED);
            builder.environment().putAll(environment);
            Process process = builder.start();
            try {
                if (!process.waitFor(limitMinutes, TimeUnit.MINUTES)) {
                    throw new AssertionError(command + " did not end: " + Files.readAllLines(output));
                }
            } finally {
                process.destroyForcibly();
            }
            return new LauncherProcess(process.exitValue(), Files.readAllLines(output), Files.readAllLines(failures));
        } finally {
            Files.delete(output);
            Files.delete(failures);
        }
    }
}

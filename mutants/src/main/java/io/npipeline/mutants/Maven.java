package io.npipeline.mutants;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs tests with Maven, in a folder that has no part in any other build: nothing is installed.
 *
 * <p>One thread only, but for {@link #close}.
 */
final class Maven implements TestRunner, AutoCloseable {

    /** Lets JUnit find {@link EndAtFirstFailure} on the class path that is added. */
    private static final String EXTENSIONS = "junit.jupiter.extensions.autodetection.enabled";

    private static final String ADDED_CLASS_PATH = "maven.test.additionalClasspath";

    /** A test that waits for ever is to fail with its name, rather than the whole run at its limit. */
    private static final String TEST_LIMIT = "junit.jupiter.execution.timeout.default";

    private static final String UNIT_TEST_LIMIT = "2 m";
    private static final String INTEGRATION_TEST_LIMIT = "15 m";

    /** Several times what a run takes on a slow machine: to compile everything, and then for each class of tests. */
    private static final Duration BUILD_LIMIT = Duration.ofMinutes(15);

    private static final Duration UNIT_CLASS_LIMIT = Duration.ofSeconds(20);
    private static final Duration INTEGRATION_CLASS_LIMIT = Duration.ofMinutes(6);

    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

    /** Of Surefire and Failsafe: what stands for no test. */
    private static final String NO_TEST = "NONE";

    private static final List<String> OPTIONS = List.of(
            "-B",
            "-Dstyle.color=never",
            "-Pmutants",
            "-Dsurefire.failIfNoSpecifiedTests=false",
            "-Dfailsafe.failIfNoSpecifiedTests=false",
            "-D" + EXTENSIONS + "=true");

    private final Path root;
    private final Path logs;
    private final Path extensions;
    private final List<String> modules;
    private final Object lock = new Object();

    /** Under the lock. */
    private @Nullable ProcessHandle running;

    /** Under the lock. */
    private boolean closed;

    /**
     * @param root the folder of the sources
     * @param logs a folder that is there, for Maven's output
     * @param extensions the compiled classes of this module
     * @param modules what is compiled when there are no tests to run
     */
    Maven(Path root, Path logs, Path extensions, List<String> modules) {
        this.root = root;
        this.logs = logs;
        this.extensions = extensions;
        this.modules = modules;
    }

    @Override
    public TestRun run(String name, Collection<TestClass> tests) throws IOException, InterruptedException {
        TestReports.delete(root);
        Path log = logs.resolve(name + ".log");
        Duration limit = limit(tests);
        Process maven = start(command(tests), log);
        boolean ended = maven.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            kill(maven.toHandle());
            maven.waitFor();
        }
        end();
        return TestOutcome.of(
                ended ? maven.exitValue() : TestOutcome.KILLED, MavenOutput.read(log), TestReports.read(root), limit);
    }

    private Process start(List<String> command, Path log) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // Under the lock, so that none is started behind the back of close.
        synchronized (lock) {
            requireOpen();
            Process maven = builder.start();
            running = maven.toHandle();
            return maven;
        }
    }

    private void end() throws InterruptedException {
        synchronized (lock) {
            running = null;
            requireOpen();
        }
    }

    private void requireOpen() throws InterruptedException {
        if (closed) {
            throw new InterruptedException("stopped");
        }
    }

    private List<String> command(Collection<TestClass> tests) {
        boolean integration = tests.stream().anyMatch(TestClass::isIntegration);
        List<String> command = new ArrayList<>(List.of("mvn"));
        command.addAll(OPTIONS);
        command.add("-D" + TEST_LIMIT + "=" + (integration ? INTEGRATION_TEST_LIMIT : UNIT_TEST_LIMIT));
        command.add("-D" + ADDED_CLASS_PATH + "=" + extensions);
        command.add("-Dtest=" + names(tests, type -> !type.isIntegration()));
        command.add("-Dit.test=" + names(tests, TestClass::isIntegration));
        command.add("-pl");
        command.add(
                tests.isEmpty()
                        ? String.join(",", modules)
                        : tests.stream().map(TestClass::module).collect(Collectors.toCollection(TreeSet::new)).stream()
                                .collect(Collectors.joining(",")));
        command.add("-am");
        command.add(tests.isEmpty() ? "test-compile" : integration ? "verify" : "test");
        return command;
    }

    /** After which a run is given up. */
    static Duration limit(Collection<TestClass> tests) {
        long integration = tests.stream().filter(TestClass::isIntegration).count();
        return BUILD_LIMIT
                .plus(UNIT_CLASS_LIMIT.multipliedBy(tests.size() - integration))
                .plus(INTEGRATION_CLASS_LIMIT.multipliedBy(integration));
    }

    private static String names(Collection<TestClass> tests, Predicate<TestClass> which) {
        String names = tests.stream().filter(which).map(TestClass::name).collect(Collectors.joining(","));
        return names.isEmpty() ? NO_TEST : names;
    }

    /** Ends Maven and whatever it started, and waits until they are gone. */
    private static void kill(ProcessHandle maven) {
        List<ProcessHandle> processes =
                Stream.concat(Stream.of(maven), maven.descendants()).toList();
        processes.forEach(ProcessHandle::destroyForcibly);
        CompletableFuture.allOf(processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, KILL_LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** Any thread. Ends what runs; nothing runs after it. */
    @Override
    public void close() {
        ProcessHandle maven;
        synchronized (lock) {
            closed = true;
            maven = running;
        }
        if (maven != null) {
            kill(maven);
        }
    }
}

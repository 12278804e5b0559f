package io.npipeline.quickstart.environment;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A JVM that does not outlive the one that started it, not even when that one is killed.
 *
 * <p>Thread safe.
 */
final class JvmProcess implements AutoCloseable {

    /**
     * Nothing in a JVM runs when it is killed, so a shell watches from outside: its standard input is a pipe that the
     * system closes with this JVM, however it ends. The terminal's Ctrl-C goes to every process in the foreground; the
     * started JVM must not take it, or the broker would be gone before the worker could commit. Background jobs of a
     * shell ignore it.
     */
    private static final String SUPERVISE = """
            log=$1; shift
            exec 3<&0
            trap '' INT HUP
            "$@" </dev/null >>"$log" 2>&1 3<&- &
            jvm=$!
            echo "$jvm"
            { read -r closed <&3; kill -9 "$jvm"; } >/dev/null 2>&1 &
            watcher=$!
            wait "$jvm"
            status=$?
            kill "$watcher"
            exit "$status"
            """;

    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final int TAIL_LINES = 25;
    private static final String WHILE_STARTING = " while it started";

    private final JvmCommand command;
    private final Process supervisor;
    private final ProcessHandle jvm;

    private JvmProcess(JvmCommand command, Process supervisor, ProcessHandle jvm) {
        this.command = command;
        this.supervisor = supervisor;
        this.jvm = jvm;
    }

    /** Starts the command on the class path. Output is appended to the command's log. */
    static JvmProcess start(String classPath, JvmCommand command) {
        List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", SUPERVISE, "supervise"));
        line.add(command.log().toString());
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(command.jvmFlags());
        line.addAll(List.of("-cp", classPath, command.mainClass()));
        line.addAll(command.arguments());
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(command.directory().toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
        builder.environment().putAll(command.environment());
        try {
            Process supervisor = builder.start();
            JvmProcess process = new JvmProcess(command, supervisor, readHandle(supervisor, command));
            RunningProcesses.add(process);
            return process;
        } catch (IOException e) {
            throw new EnvironmentException("The " + command.name() + " could not be started", e);
        }
    }

    private static ProcessHandle readHandle(Process supervisor, JvmCommand command) throws IOException {
        BufferedReader output = supervisor.inputReader(StandardCharsets.UTF_8);
        String pid = output.readLine();
        if (pid == null) {
            throw new IOException("its shell ended at once:\n" + LogTail.of(command.log(), TAIL_LINES));
        }
        return ProcessHandle.of(Long.parseLong(pid))
                .orElseThrow(() -> new EnvironmentException(
                        explain(command, "ended with exit code " + waitFor(supervisor, command) + WHILE_STARTING)));
    }

    long pid() {
        return jvm.pid();
    }

    boolean isAlive() {
        return supervisor.isAlive();
    }

    /** Its exit code; 128 and the signal's number when a signal ended it. */
    int waitFor() {
        return waitFor(supervisor, command);
    }

    private static int waitFor(Process supervisor, JvmCommand command) {
        try {
            return supervisor.waitFor();
        } catch (InterruptedException e) {
            throw EnvironmentException.interrupted("waiting for the end of the " + command.name(), e);
        }
    }

    /** Ends it without a chance to clean up (SIGKILL), and returns when it is gone. */
    void kill() {
        jvm.destroyForcibly();
        waitFor();
        RunningProcesses.remove(this);
    }

    /** Lets it do nothing more until {@link #thaw} (SIGSTOP). */
    void freeze() {
        signal("STOP");
    }

    /** Lets it go on (SIGCONT). */
    void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(jvm.pid())).start();
            if (kill.waitFor() != 0) {
                throw failure("took no SIG" + name);
            }
        } catch (IOException e) {
            throw new EnvironmentException("The " + command.name() + " could not be sent SIG" + name, e);
        } catch (InterruptedException e) {
            throw EnvironmentException.interrupted("sending SIG" + name + " to the " + command.name(), e);
        }
    }

    /** Asks it to end (SIGTERM), kills it when it does not, and returns when it is gone. */
    void stop() {
        jvm.destroy();
        try {
            if (supervisor.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                RunningProcesses.remove(this);
                return;
            }
        } catch (InterruptedException e) {
            // Close must not leave a process behind: it is killed, and the caller sees its interrupt flag.
            Thread.currentThread().interrupt();
            jvm.destroyForcibly();
            return;
        }
        kill();
    }

    @Override
    public void close() {
        stop();
    }

    /** Waits until the process is ready, watching that it lives. */
    void awaitReady(Duration limit, BooleanSupplier ready) {
        Waiting.until(
                limit,
                () -> {
                    if (!isAlive()) {
                        throw failure("ended with exit code " + waitFor() + WHILE_STARTING);
                    }
                    return ready.getAsBoolean();
                },
                () -> explain(command, "was not ready after " + limit.toSeconds() + " s"));
    }

    /** An error about this process that ends with its log. */
    EnvironmentException failure(String what) {
        return new EnvironmentException(explain(command, what));
    }

    private static String explain(JvmCommand command, String what) {
        return "The " + command.name() + " " + what + ". Last lines of " + command.log() + ":\n"
                + LogTail.of(command.log(), TAIL_LINES);
    }
}

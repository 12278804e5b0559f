package io.npipeline.quickstart.environment;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A server as a process that can be killed and started again with its data and at its address.
 *
 * <p>Not thread safe.
 */
public abstract class ServerProcess implements AutoCloseable {

    private final String name;
    private final Path directory;
    private @Nullable JvmProcess process;

    ServerProcess(String name, Path directory) {
        this.name = name;
        this.directory = directory.toAbsolutePath();
    }

    /** Starts the program, without waiting until it answers. */
    abstract JvmProcess startProcess();

    /** Returns when the program answers; fails when it does not in time. */
    abstract void awaitReady(JvmProcess started);

    /** Starts the server, and returns when it answers. */
    final void launch() {
        JvmProcess started = startProcess();
        process = started;
        try {
            awaitReady(started);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    final Path directory() {
        return directory;
    }

    public final boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** The id of the server's own process. */
    public final long pid() {
        return running().pid();
    }

    /** Returns when the process has ended by itself or by a signal, with its exit code. */
    public final int waitFor() {
        return running().waitFor();
    }

    /** Ends the process with SIGKILL. */
    public final void kill() {
        running().kill();
        process = null;
    }

    /** Stops the process where it is (SIGSTOP), until {@link #thaw} or its end. */
    public final void freeze() {
        running().freeze();
    }

    /** Lets a frozen process go on (SIGCONT). */
    public final void thaw() {
        running().thaw();
    }

    /** Starts the server again, after stopping it in order if it runs, and returns when it answers. */
    public final void restart() {
        close();
        launch();
    }

    /** Where the output of the process goes; restarts append. */
    public final Path log() {
        return directory.resolve(name + ".log");
    }

    @Override
    public final void close() {
        if (process != null) {
            process.close();
            process = null;
        }
    }

    private JvmProcess running() {
        if (process == null) {
            throw new IllegalStateException("The " + name + " does not run");
        }
        return process;
    }
}

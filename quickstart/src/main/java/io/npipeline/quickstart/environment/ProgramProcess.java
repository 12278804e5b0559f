package io.npipeline.quickstart.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A Java program that is no server of Kafka's, as a process on the class path of the JVM that starts it.
 *
 * <p>Not thread safe.
 */
public final class ProgramProcess extends ServerProcess {

    private final JvmCommand command;

    private ProgramProcess(JvmCommand command) {
        super(command.name(), command.directory());
        this.command = command;
    }

    /** Starts a program with its files in the directory. Returns at once. */
    public static ProgramProcess start(
            String name, Class<?> mainClass, List<String> arguments, List<String> jvmFlags, Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ProgramProcess program = new ProgramProcess(
                new JvmCommand(name, mainClass.getName(), arguments, jvmFlags, Map.of(), directory.toAbsolutePath()));
        program.launch();
        return program;
    }

    @Override
    JvmProcess startProcess() {
        return JvmProcess.start(System.getProperty("java.class.path"), command);
    }

    @Override
    void awaitReady(JvmProcess started) {}
}

package io.npipeline.quickstart.environment;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A folder of Kafka's libraries, and how to run programs from it. Immutable.
 *
 * @param libraries the folder whose jars are the class path
 * @param jvmFlags flags of every process
 */
public record KafkaRuntime(Path libraries, List<String> jvmFlags) {

    /** Names the folder where it is not beside this module's classes. */
    public static final String LIBRARIES_PROPERTY = "npipeline.kafka.libraries";

    /** Processes are short-lived: a small collector and one compiler tier halve their start-up. */
    private static final List<String> QUICK_START =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Djava.net.preferIPv4Stack=true");

    public KafkaRuntime {
        libraries = libraries.toAbsolutePath().normalize();
        jvmFlags = List.copyOf(jvmFlags);
        if (!Files.isDirectory(libraries)) {
            throw new EnvironmentException("No folder of Kafka libraries at " + libraries
                    + ": build the quickstart module, or set -D" + LIBRARIES_PROPERTY);
        }
    }

    /** The runtime that the build of this module put into its target folder, or the one the property names. */
    public static KafkaRuntime locate() {
        String configured = System.getProperty(LIBRARIES_PROPERTY);
        return new KafkaRuntime(
                configured == null ? targetFolder().resolve("kafka") : Path.of(configured), QUICK_START);
    }

    /** Libraries of another version of Kafka, in JVMs with the same flags. */
    public KafkaRuntime withLibraries(Path folder) {
        return new KafkaRuntime(folder, jvmFlags);
    }

    /** The same libraries in JVMs with other flags than those that make processes start quickly. */
    public KafkaRuntime withJvmFlags(List<String> flags) {
        return new KafkaRuntime(libraries, flags);
    }

    /** The folder that holds this module's classes, unpacked or as a jar. */
    private static Path targetFolder() {
        try {
            Path classes = Path.of(KafkaRuntime.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Objects.requireNonNull(classes.getParent(), "classes at the root of the file system");
        } catch (URISyntaxException e) {
            throw new EnvironmentException("The classes of this module are not in a folder", e);
        }
    }

    /** The class path of every process: the jars of the folder and nothing else. */
    public String classPath() {
        return libraries + File.separator + "*";
    }

    /** Starts a program; it stops with this JVM at the latest. Creates the command's directory. */
    JvmProcess start(JvmCommand command) {
        try {
            Files.createDirectories(command.directory());
            List<String> flags = new ArrayList<>(jvmFlags);
            flags.add(ProcessLogging.of(libraries).configure(command.directory()));
            flags.addAll(command.jvmFlags());
            return JvmProcess.start(
                    classPath(),
                    new JvmCommand(
                            command.name(),
                            command.mainClass(),
                            command.arguments(),
                            flags,
                            command.environment(),
                            command.directory()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a program to its end. */
    void run(String name, String mainClass, List<String> arguments, Path directory) {
        JvmCommand command = new JvmCommand(name, mainClass, arguments, List.of(), Map.of(), directory);
        try (JvmProcess process = start(command)) {
            int exitCode = process.waitFor();
            if (exitCode != 0) {
                throw process.failure("ended with exit code " + exitCode);
            }
        }
    }
}

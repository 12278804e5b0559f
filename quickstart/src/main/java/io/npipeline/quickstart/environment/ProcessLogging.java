package io.npipeline.quickstart.environment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What Kafka's programs log with, each with a configuration of ours that writes to standard output.
 */
enum ProcessLogging {
    /** From Kafka 4.0 on. */
    LOG4J2("process-log4j2.xml", "log4j2.configurationFile"),
    /** Before. */
    RELOAD4J("process-log4j.properties", "log4j.configuration");

    private final String resource;
    private final String property;

    ProcessLogging(String resource, String property) {
        this.resource = resource;
        this.property = property;
    }

    /** What is among the libraries. */
    static ProcessLogging of(Path libraries) throws IOException {
        try (Stream<Path> jars = Files.list(libraries)) {
            return jars.anyMatch(jar -> jar.getFileName().toString().startsWith("reload4j-")) ? RELOAD4J : LOG4J2;
        }
    }

    /** Writes the configuration into a folder; returns the flag of the JVM that names it. */
    String configure(Path folder) throws IOException {
        Path file = folder.resolve(resource.substring("process-".length()));
        try (InputStream configuration = ProcessLogging.class.getResourceAsStream(resource)) {
            Files.copy(Objects.requireNonNull(configuration), file, StandardCopyOption.REPLACE_EXISTING);
        }
        return "-D" + property + "=" + file.toUri();
    }
}

package io.npipeline.quickstart.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * A schema registry, Apicurio's, as a process on the loopback interface. It keeps schemas in memory, so they are gone when it
 * stops.
 *
 * <p>Not thread safe.
 */
public final class RegistryProcess extends ServerProcess {

    private static final Duration READY_LIMIT = Duration.ofSeconds(90);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);
    private static final String RUNNER = "-runner.jar";

    private final Path application;
    private final int port = FreePort.find();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER_LIMIT)
            .build();

    private RegistryProcess(Path application, Path directory) {
        super("registry", directory);
        this.application = application;
    }

    /**
     * Starts a registry, and returns when it answers.
     *
     * @param application the folder that its archive was unpacked into
     * @param directory where its log goes
     */
    public static RegistryProcess start(Path application, Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RegistryProcess registry = new RegistryProcess(application, directory);
        registry.launch();
        return registry;
    }

    /** Where Confluent's API is. */
    public URI confluentApi() {
        return address().resolve("/apis/ccompat/v7");
    }

    /** Where the registry's own API is. */
    public URI ownApi() {
        return address().resolve("/apis/registry/v2");
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    JvmProcess startProcess() {
        try {
            Path jar = findRunner();
            List<String> flags = List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xshare:auto",
                    "-Xmx384m",
                    "-Djava.net.preferIPv4Stack=true",
                    "-Djava.io.tmpdir=" + directory(),
                    "-Dquarkus.http.host=127.0.0.1",
                    "-Dquarkus.http.port=" + port,
                    // Confluent's clients ask for the version of a schema by its text, and not always as it was
                    // registered.
                    "-Dregistry.ccompat.use-canonical-hash=true");
            return JvmProcess.start(
                    jar.toString(),
                    new JvmCommand("registry", mainClass(jar), List.of(), flags, Map.of(), directory()));
        } catch (IOException e) {
            throw new EnvironmentException("The registry in " + application + " cannot be read", e);
        }
    }

    private Path findRunner() throws IOException {
        if (!Files.isDirectory(application)) {
            throw new EnvironmentException("No schema registry at " + application + ": build the module formats");
        }
        try (Stream<Path> files = Files.walk(application, 2)) {
            return files.filter(file -> file.toString().endsWith(RUNNER))
                    .findFirst()
                    .orElseThrow(() -> new EnvironmentException("No *" + RUNNER + " in " + application));
        }
    }

    private static String mainClass(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
        }
    }

    @Override
    void awaitReady(JvmProcess started) {
        HttpRequest subjects = HttpRequest.newBuilder(URI.create(confluentApi() + "/subjects"))
                .timeout(ANSWER_LIMIT)
                .build();
        started.awaitReady(READY_LIMIT, () -> answers(subjects));
    }

    private boolean answers(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw EnvironmentException.interrupted("waiting for the registry", e);
        }
    }
}

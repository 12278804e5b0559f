package io.npipeline.integration.metrics;

import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.TaskReadings;
import io.npipeline.integration.environment.WorkerJmx;
import io.npipeline.integration.relay.RelayEnvironment;
import io.npipeline.quickstart.environment.FreePort;
import io.npipeline.quickstart.environment.WorkerSettings;
import io.prometheus.jmx.JavaAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A broker and a worker with exactly-once support, which can be watched in both ways: by JMX, and by the Prometheus exporter
 * with the rules that we deliver.
 *
 * <p>Not thread safe.
 */
final class MeteredWorker implements AutoCloseable {

    private final ConnectEnvironment environment;
    private final WorkerJmx jmx;
    private final URI exporter;

    private MeteredWorker(ConnectEnvironment environment, WorkerJmx jmx, URI exporter) {
        this.environment = environment;
        this.jmx = jmx;
        this.exporter = exporter;
    }

    static MeteredWorker start(Class<?> tests) {
        int jmxPort = WorkerJmx.freePort();
        int exporterPort = FreePort.find();
        ConnectEnvironment environment = RelayEnvironment.exactlyOnce(
                tests, settings -> WorkerJmx.shownAt(jmxPort).apply(withExporter(settings, exporterPort)));
        return new MeteredWorker(
                environment, WorkerJmx.connect(jmxPort), URI.create("http://127.0.0.1:" + exporterPort + "/metrics"));
    }

    private static WorkerSettings withExporter(WorkerSettings settings, int port) {
        Path rules = MonitoringFiles.config("prometheus/jmx-exporter.yml");
        return settings.withJvmFlag("-javaagent:" + agent() + "=127.0.0.1:" + port + ":" + rules);
    }

    private static Path agent() {
        try {
            return Path.of(JavaAgent.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    ConnectEnvironment environment() {
        return environment;
    }

    WorkerJmx jmx() {
        return jmx;
    }

    private TaskReadings readings(String connector) {
        return new TaskReadings(jmx, connector);
    }

    /** What a task as a whole shows. */
    Shown task(String connector) {
        return new Shown(readings(connector).task());
    }

    Shown node(String connector, String node) {
        return new Shown(readings(connector).node(node));
    }

    /**
     * @param tags of the partition, as they are in the name
     */
    Shown partition(String connector, String tags) {
        return new Shown(readings(connector).partition(tags));
    }

    /** What Prometheus would get now. */
    Scrape scrape() {
        try {
            return Scrape.of(HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(exporter).build(), BodyHandlers.ofString())
                    .body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The folder of the events that a connector tells of. */
    Path folder(String connector) {
        try {
            return Files.createDirectories(environment.file(connector));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the task of a connector told of so far. */
    Events events(String connector) {
        return Events.read(folder(connector).resolve("events"));
    }

    /** A file whose content changes from one to the other, and is never seen in between. */
    Path write(String name, String content) {
        try {
            Path fresh = Files.writeString(environment.file(name + ".new"), content);
            return Files.move(
                    fresh, environment.file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String name) {
        try {
            Files.delete(environment.file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (environment) {
            jmx.close();
        }
    }
}

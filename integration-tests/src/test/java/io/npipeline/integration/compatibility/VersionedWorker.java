package io.npipeline.integration.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.npipeline.deployment.ConnectClient;
import io.npipeline.integration.environment.Broker;
import io.npipeline.quickstart.environment.WorkerProcess;
import io.npipeline.quickstart.environment.WorkerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/** A distributed worker of a version, with transactions, in a group and with topics of its own. */
record VersionedWorker(WorkerVersion version, WorkerProcess process, Path folder) implements AutoCloseable {

    static VersionedWorker start(WorkerVersion version, Broker broker, Path pluginPath, Path folder) {
        WorkerSettings settings = WorkerSettings.of(broker.bootstrapServers(), pluginPath)
                .withProperty("group.id", "workers-" + version)
                .withProperty("exactly.once.source.support", "enabled")
                .withProperty("offset.flush.interval.ms", "1000");
        for (String store : new String[] {"config", "offset", "status"}) {
            settings = settings.withProperty(store + ".storage.topic", "connect-" + store + "s-" + version);
        }
        Path own = folder.resolve("kafka-" + version);
        return new VersionedWorker(version, WorkerProcess.start(version.runtime(), own, settings), own);
    }

    ConnectClient connect() {
        return process.client();
    }

    /** A name that no other version uses. */
    String named(String what) {
        return what + "-" + version;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** The version that the worker says it has. */
    String reportedVersion() throws IOException, InterruptedException {
        JsonNode root = new ObjectMapper().readTree(get("/").body());
        return root.path("version").asText();
    }

    /** Whether it has something at a path. */
    boolean answers(String path) throws IOException, InterruptedException {
        return get(path).statusCode() == HttpURLConnection.HTTP_OK;
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(connect().address().resolve(path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    /** All that it has logged. */
    String log() {
        try {
            return Files.readString(process.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}

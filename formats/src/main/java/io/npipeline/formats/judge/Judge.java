package io.npipeline.formats.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.npipeline.quickstart.environment.EnvironmentException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process that reads and writes with Confluent's serdes for JavaScript. It ends with its input, so it does not outlive this
 * JVM however that ends.
 *
 * <p>Thread safe: one request at a time.
 */
public final class Judge implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LIMIT_SECONDS = 60;
    private static final int STOP_SECONDS = 5;

    private final Path folder;
    private final Path log;
    private final Process process;
    private final BufferedWriter requests;
    private final BufferedReader answers;

    private Judge(Path folder, Path log, Process process) {
        this.folder = folder;
        this.log = log;
        this.process = process;
        this.requests = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts the process.
     *
     * @param folder where the build installed the judge and its packages
     * @param registry Confluent's API of the registry to work with
     * @param log where its errors go
     */
    public static Judge start(Path folder, URI registry, Path log) {
        if (!Files.isDirectory(folder.resolve("node_modules"))) {
            throw new EnvironmentException("No serdes for JavaScript in " + folder + ": build the module formats");
        }
        try {
            Process process = new ProcessBuilder(
                            "node", folder.resolve("judge.js").toString(), registry.toString(), protoc(folder))
                    .redirectError(log.toFile())
                    .start();
            return new Judge(folder, log, process);
        } catch (IOException e) {
            throw new EnvironmentException(
                    "Confluent's serdes for JavaScript judge the bytes: node 20 or later is needed on the PATH", e);
        }
    }

    private static String protoc(Path folder) {
        return folder.resolve("protoc").toString();
    }

    /** A schema as somebody else wrote it, from the folder of such schemas. */
    public String schema(String file) {
        try {
            return Files.readString(folder.resolve("schemas").resolve(file));
        } catch (IOException e) {
            throw new EnvironmentException("No schema " + file, e);
        }
    }

    /** Registers a schema and returns its id. */
    public int register(Serde serde, String subject, String schema) {
        ObjectNode request = request("register", serde).put("subject", subject).put("schema", schema);
        return ask(request).path("id").asInt();
    }

    /**
     * Writes values by a registered schema.
     *
     * @param values values as {@link JsValues} makes them
     * @return for each value its bytes, or null where JavaScript or the format has no such value
     * @throws EnvironmentException with what the serde said when it fails otherwise
     */
    public List<byte @Nullable []> write(Serde serde, String topic, int schemaId, List<JsonNode> values) {
        ObjectNode request = request("write", serde).put("topic", topic).put("id", schemaId);
        return write(request, values);
    }

    /**
     * Writes messages of Protobuf; the serde registers the files itself, imported ones as subjects of their own.
     *
     * @param files the names of files in the folder of schemas, imported ones first
     * @param message the full name of the message, which is in the last file
     */
    public List<byte @Nullable []> write(String topic, List<String> files, String message, List<JsonNode> values) {
        Map<String, String> texts = new LinkedHashMap<>();
        files.forEach(file -> texts.put(file, schema(file)));
        return write(topic, texts, message, values);
    }

    /** The same for files that are given with their texts. */
    public List<byte @Nullable []> write(
            String topic, Map<String, String> files, String message, List<JsonNode> values) {
        ObjectNode request =
                request("write", Serde.PROTOBUF).put("topic", topic).put("message", message);
        request.set("files", JSON.valueToTree(files));
        return write(request, values);
    }

    private List<byte @Nullable []> write(ObjectNode request, List<JsonNode> values) {
        request.putArray("values").addAll(values);
        List<byte @Nullable []> all = new ArrayList<>();
        for (JsonNode result : results(request, values.size())) {
            all.add(
                    result.has("unwritable")
                            ? null
                            : Base64.getDecoder().decode(result.path("bytes").asText()));
        }
        return all;
    }

    /** A result for each item of the request; only what JavaScript has no value for is not the end of it. */
    private JsonNode results(ObjectNode request, int count) {
        JsonNode results = ask(request).path("results");
        if (results.size() != count) {
            throw new EnvironmentException("The judge has " + results.size() + " results for " + count + " items");
        }
        for (int i = 0; i < count; i++) {
            if (results.get(i).has("error")) {
                throw new EnvironmentException("Confluent's serde for "
                        + request.path("format").asText() + " cannot "
                        + request.path("op").asText()
                        + " item " + i + " of " + request.path("topic").asText() + ": "
                        + results.get(i).path("error").asText());
            }
        }
        return results;
    }

    /**
     * Reads records.
     *
     * @return for each record its value as Java has it: maps, lists and scalars
     * @throws EnvironmentException with what the serde said when it cannot read one
     */
    public List<Object> read(Serde serde, String topic, List<byte[]> records) {
        return read(request("read", serde).put("topic", topic), records);
    }

    /** The same for records of Avro, by the newest schema of the topic whatever they were written by. */
    public List<Object> readByLatest(String topic, List<byte[]> records) {
        ObjectNode request = request("read", Serde.AVRO).put("topic", topic).put("latest", true);
        return read(request, records);
    }

    private List<Object> read(ObjectNode request, List<byte[]> records) {
        ArrayNode list = request.putArray("records");
        records.forEach(record -> list.add(Base64.getEncoder().encodeToString(record)));
        List<Object> values = new ArrayList<>();
        for (JsonNode result : results(request, records.size())) {
            try {
                values.add(JsValues.toJava(result));
            } catch (IOException e) {
                throw new EnvironmentException("The serde takes for JSON what is none: " + result, e);
            }
        }
        return values;
    }

    private static ObjectNode request(String operation, Serde serde) {
        return JSON.createObjectNode().put("op", operation).put("format", serde.word());
    }

    private synchronized JsonNode ask(ObjectNode request) {
        // To end the process is what ends a read that waits for it.
        CompletableFuture<Void> limit = CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS));
        try {
            requests.write(request.toString());
            requests.newLine();
            requests.flush();
            String line = answers.readLine();
            if (line == null) {
                throw new EnvironmentException("The judge ended, or took too long; its errors are in " + log);
            }
            JsonNode answer = JSON.readTree(line);
            if (answer.has("error")) {
                throw new EnvironmentException(
                        "The judge failed: " + answer.path("error").asText());
            }
            return answer;
        } catch (IOException e) {
            throw new EnvironmentException("The judge ended, or took too long; its errors are in " + log, e);
        } finally {
            limit.cancel(false);
        }
    }

    @Override
    public void close() {
        try {
            requests.close();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

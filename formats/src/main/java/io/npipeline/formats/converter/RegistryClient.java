package io.npipeline.formats.converter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.npipeline.formats.converter.RegisteredSchema.Reference;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry by the API that is Confluent's and that others have too. What cannot change is asked for once.
 *
 * <p>Thread safe.
 */
public final class RegistryClient {

    /** The latest version of a subject: its id and the schema. Immutable. */
    public record Latest(int id, RegisteredSchema schema) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

    private final String url;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private final Map<Integer, RegisteredSchema> byId = new ConcurrentHashMap<>();

    public RegistryClient(String url) {
        this.url = url;
    }

    /** Registers a schema under a subject, where it is not there already, and returns its id. */
    public int register(String subject, RegisteredSchema schema) {
        ObjectNode body =
                JSON.createObjectNode().put("schemaType", schema.type()).put("schema", schema.text());
        for (Reference reference : schema.references()) {
            body.withArray("references")
                    .addObject()
                    .put("name", reference.name())
                    .put("subject", reference.subject())
                    .put("version", reference.version());
        }
        return request("POST", "/subjects/" + encode(subject) + "/versions", body)
                .path("id")
                .asInt();
    }

    /** The schema with an id. */
    public RegisteredSchema byId(int id) {
        // Not within the map, which would hold up other ids meanwhile.
        RegisteredSchema known = byId.get(id);
        if (known == null) {
            known = schema(request("GET", "/schemas/ids/" + id, null));
            byId.put(id, known);
        }
        return known;
    }

    /** What a reference leads to. */
    public RegisteredSchema referred(Reference reference) {
        return schema(
                request("GET", "/subjects/" + encode(reference.subject()) + "/versions/" + reference.version(), null));
    }

    /** The newest schema of a subject. */
    public Latest latest(String subject) {
        JsonNode found = request("GET", "/subjects/" + encode(subject) + "/versions/latest", null);
        return new Latest(found.path("id").asInt(), schema(found));
    }

    /** The numbers of a subject's versions. */
    public List<Integer> versions(String subject) {
        List<Integer> versions = new ArrayList<>();
        request("GET", "/subjects/" + encode(subject) + "/versions", null).forEach(one -> versions.add(one.asInt()));
        return versions;
    }

    /** Has the registry refuse new schemas of a subject that are not compatible in this sense, such as BACKWARD. */
    public void requireCompatibility(String subject, String level) {
        request("PUT", "/config/" + encode(subject), JSON.createObjectNode().put("compatibility", level));
    }

    private static RegisteredSchema schema(JsonNode found) {
        List<Reference> references = new ArrayList<>();
        for (JsonNode one : found.path("references")) {
            references.add(new Reference(
                    one.path("name").asText(),
                    one.path("subject").asText(),
                    one.path("version").asInt()));
        }
        return new RegisteredSchema(
                found.path("schemaType").asText("AVRO"), found.path("schema").asText(), references);
    }

    private JsonNode request(String method, String path, @Nullable JsonNode body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(LIMIT)
                .header("Content-Type", CONTENT_TYPE)
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new DataException(
                        method + " " + path + " answered " + response.statusCode() + ": " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new RetriableException("The schema registry at " + url + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetriableException("Interrupted while waiting for the schema registry", e);
        }
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

package io.npipeline.quickstart.exposure;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;

/** A worker's REST answers as they are. */
public record Rest(URI worker) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The body of an answer, whatever its status. */
    public String get(String path) throws IOException, InterruptedException {
        return answer("GET", path, BodyPublishers.noBody()).body();
    }

    /** The whole answer of a validation. */
    public String validate(Map<String, String> config) throws IOException, InterruptedException {
        String path = "/connector-plugins/" + config.get("connector.class") + "/config/validate";
        HttpResponse<String> answer = answer("PUT", path, body(config));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " answered " + answer.body());
        }
        return answer.body();
    }

    /** Makes the worker log what it otherwise does silently. */
    public void log(String logger, String level) throws IOException, InterruptedException {
        HttpResponse<String> answer = answer("PUT", "/admin/loggers/" + logger, body(Map.of("level", level)));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(logger + ": " + answer.body());
        }
    }

    private static BodyPublisher body(Map<String, String> content) throws IOException {
        return BodyPublishers.ofString(JSON.writeValueAsString(content));
    }

    private HttpResponse<String> answer(String method, String path, BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(worker.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}

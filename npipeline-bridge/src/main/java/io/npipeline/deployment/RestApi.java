package io.npipeline.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends requests to a worker and reads its answers. Thread safe. */
final class RestApi {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(60);
    private static final Duration REBALANCE_LIMIT = Duration.ofSeconds(30);
    private static final int CONFLICT = 409;

    private final URI address;
    private final HttpClient http;

    RestApi(URI address, HttpClient http) {
        this.address = address;
        this.http = http;
    }

    URI address() {
        return address;
    }

    /** The answer to a request. It is repeated for a while where it meets a rebalance. */
    JsonNode request(String method, String path, @Nullable JsonNode body) {
        return request(method, path, body, Deadline.in(REBALANCE_LIMIT), () -> REQUEST_LIMIT);
    }

    /** The same, with the time until which it is repeated and, but for a second, waited for. */
    JsonNode request(String method, String path, @Nullable JsonNode body, Deadline deadline) {
        return request(method, path, body, deadline, () -> deadline.left(REQUEST_LIMIT));
    }

    private JsonNode request(
            String method, String path, @Nullable JsonNode body, Deadline deadline, Supplier<Duration> limit) {
        try {
            HttpResponse<String> response = send(method, path, body, limit.get());
            while (response.statusCode() == CONFLICT && !deadline.hasPassed()) {
                Deadline.pause("waiting for the end of a rebalance");
                response = send(method, path, body, limit.get());
            }
            if (response.statusCode() / 100 != 2) {
                throw new ConnectClientException(
                        response.statusCode(),
                        method + " " + path + " answered " + response.statusCode() + ": " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new ConnectClientException(method + " " + address + path + " had no answer: " + e, e);
        }
    }

    /** The answer to one request, whatever it is. */
    HttpResponse<String> send(String method, String path, @Nullable JsonNode body, Duration limit) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base() + path))
                .timeout(limit)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw ConnectClientException.interrupted("waiting for " + method + " " + path, e);
        }
    }

    /** Of a path segment, where a blank is {@code %20}. */
    static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The address without the slash that it may end with: behind a proxy it may have a path. */
    private String base() {
        String text = address.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}

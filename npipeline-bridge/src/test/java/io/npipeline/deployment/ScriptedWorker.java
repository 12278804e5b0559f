package io.npipeline.deployment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers each request as it was told to, in the order it was told, and with the last of its answers ever after. */
final class ScriptedWorker implements AutoCloseable {

    private static final int CUT_OFF = 0;
    private static final int SILENCE = -1;

    private record Answer(int status, String body) {}

    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    ScriptedWorker() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Method, path and body of each request. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** Adds an answer to a request, which is given as method and path. */
    void answer(String request, int status, String body) {
        answers.computeIfAbsent(request, none -> new ArrayDeque<>()).add(new Answer(status, body));
    }

    /** Has the worker end the connection instead of answering. */
    void cutOff(String request) {
        answer(request, CUT_OFF, "");
    }

    /** Has the worker leave a request without an answer. */
    void beSilent(String request) {
        answer(request, SILENCE, "");
    }

    private void handle(HttpExchange exchange) throws IOException {
        String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(request + " " + body);
        Answer answer = next(request);
        if (answer.status() == SILENCE) {
            waitForEnd();
        }
        if (answer.status() > 0) {
            byte[] content = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
        }
        exchange.close();
    }

    private Answer next(String request) {
        Deque<Answer> script = answers.get(request);
        if (script == null) {
            return new Answer(501, "no answer to " + request);
        }
        synchronized (script) {
            return script.size() > 1 ? script.remove() : script.element();
        }
    }

    private void waitForEnd() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}

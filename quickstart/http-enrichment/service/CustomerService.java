import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;

/**
 * A service to try the pipeline with: {@code java service/CustomerService.java PORT}. It knows the customers whose number
 * begins with {@code c-}, and is down for the first seconds after it was asked first.
 */
final class CustomerService {

    private static final Duration DOWN = Duration.ofSeconds(5);

    private final HttpServer server;
    private long upAt;

    private CustomerService(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/customers/", this::answer);
        server.setExecutor(Executors.newCachedThreadPool());
    }

    public static void main(String[] arguments) throws IOException {
        new CustomerService(Integer.parseInt(arguments[0])).server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String number = exchange.getRequestURI().getPath().substring("/customers/".length());
        if (isDown()) {
            send(exchange, 503, "{\"error\": \"back in a moment\"}");
        } else if (number.startsWith("c-")) {
            send(exchange, 200, "{\"name\": \"Customer " + number.substring(2) + "\", \"segment\": \"retail\"}");
        } else {
            send(exchange, 404, "{\"error\": \"no such customer\"}");
        }
    }

    private synchronized boolean isDown() {
        if (upAt == 0) {
            upAt = System.nanoTime() + DOWN.toNanos();
            System.out.println("The customer service is down for " + DOWN.toSeconds() + " s.");
        }
        return System.nanoTime() - upAt < 0;
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, content.length);
        try (exchange) {
            exchange.getResponseBody().write(content);
        }
    }
}

package io.npipeline.integration.samples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A service of HTTP that knows customers, and is down when it is told to be. Customers whose number begins with {@code x} it
 * does not know. The first call for a customer whose number begins with {@code cut} loses its connection.
 *
 * <p>Thread safe.
 */
final class CustomerServer implements AutoCloseable {

    private static final String PATH = "/customers/";
    private static final String CUT = "cut";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch together;
    private final Map<String, Integer> underWay = new ConcurrentHashMap<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger refusedWhileDown = new AtomicInteger();
    private final AtomicInteger mostCustomersAtOnce = new AtomicInteger();
    private final AtomicInteger mostCallsPerCustomer = new AtomicInteger();
    private volatile int downAfter;

    /**
     * @param together how many customers are to be asked for at a time before the first answer
     * @param downAfter after how many answers the service goes down
     */
    CustomerServer(int together, int downAfter) throws IOException {
        this.together = new CountDownLatch(together);
        this.downAfter = downAfter;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(PATH, this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** Ends the outage; there is no other. */
    void comeUp() {
        downAfter = Integer.MAX_VALUE;
    }

    /** How many calls were answered with 503. */
    int refusedWhileDown() {
        return refusedWhileDown.get();
    }

    int mostCustomersAtOnce() {
        return mostCustomersAtOnce.get();
    }

    /** How many calls for one customer were under way at a time. */
    int mostCallsPerCustomer() {
        return mostCallsPerCustomer.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String customer = exchange.getRequestURI().getPath().substring(PATH.length());
        boolean first = seen.add(customer);
        try (exchange) {
            if (first && customer.startsWith(CUT)) {
                return;
            }
            int calls = underWay.merge(customer, 1, Integer::sum);
            mostCallsPerCustomer.accumulateAndGet(calls, Math::max);
            mostCustomersAtOnce.accumulateAndGet(underWay.size(), Math::max);
            if (first) {
                together.countDown();
                together.await();
            }
            underWay.computeIfPresent(customer, (number, count) -> count == 1 ? null : count - 1);
            send(exchange, customer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(HttpExchange exchange, String customer) throws IOException {
        if (answered.get() >= downAfter) {
            refusedWhileDown.incrementAndGet();
            send(exchange, 503, "{}");
            return;
        }
        answered.incrementAndGet();
        if (customer.startsWith("x")) {
            send(exchange, 404, "{}");
        } else {
            send(exchange, 200, "{\"name\": \"Name of " + customer + "\", \"segment\": \"retail\"}");
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, content.length);
        exchange.getResponseBody().write(content);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

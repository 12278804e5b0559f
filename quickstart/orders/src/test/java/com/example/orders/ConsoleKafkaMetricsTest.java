package com.example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleKafkaMetricsTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ConsoleKafkaMetrics metrics =
            new ConsoleKafkaMetrics(new PrintStream(printed, true, StandardCharsets.UTF_8));

    @Test
    void manyEventsAreOneLineAndNoneAreNoLine() throws Exception {
        metrics.open("orders-relay", 1, Map.of("metrics.seconds", "3600"));
        metrics.print();
        for (int i = 0; i < 1000; i++) {
            metrics.recordConsumed("orders", 1);
        }
        metrics.recordProduced("processed-orders", 990);
        metrics.recordProduced("orders-dead-letters", 10);
        metrics.recordLag("orders", 0, 7);
        metrics.recordLag("orders", 1, 5);
        metrics.recordLag("orders", 0, 3);
        metrics.recordTransactionCommit(10_000_000);
        metrics.recordTransactionCommit(20_000_000);
        metrics.recordTransactionError(new IllegalStateException());
        metrics.print();
        metrics.print();
        metrics.recordConsumed("orders", 1);
        metrics.close();

        assertEquals(
                List.of(
                        "orders-relay-1: consumed {orders=1000}, produced {orders-dead-letters=10, processed-orders=990},"
                                + " lag 8, 2 transactions of 15.0 ms, 1 failures",
                        "orders-relay-1: consumed {orders=1001}, produced {orders-dead-letters=10, processed-orders=990},"
                                + " lag 8, 2 transactions of 15.0 ms, 1 failures"),
                printed.toString(StandardCharsets.UTF_8).lines().toList());
    }
}

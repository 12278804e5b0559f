package com.example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.orders.InMemoryTask.Output;
import io.npipeline.file.CsvFormat;
import io.npipeline.file.FolderSource;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole relay in memory, with orders from a file in the stand of a topic. */
class OrdersRelayTest {

    /** The relay behind another source. */
    public static final class FromFiles implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            Path folder = Path.of(context.parameter("folder"));
            var orders = pipeline.addSource("orders", FolderSource.of(CsvFormat.of(Order.class), folder));
            OrdersRelay.process(pipeline, context, orders);
        }
    }

    @TempDir
    Path folder;

    private Path rates;

    @BeforeEach
    void name() {
        rates = folder.resolve("rates.properties");
    }

    @Test
    void validOrdersArePricedAndInvalidOnesAreDeadLetters() throws Exception {
        Files.writeString(rates, "EUR=1\nUSD=1.25\n");
        put("""
                id,customer,quantity,unitPrice,currency
                o-1,ada,2,10.00,USD
                o-2,eve,0,10.00,EUR
                o-3,bob,1,10.00,XXX
                """);

        try (InMemoryTask task = start()) {
            List<Output> outputs = task.take(3);

            assertEquals(List.of("""
                            {"orderId":"o-1","customer":"ada","total":"20.00","currency":"USD","totalInEuro":"16.00"}"""), values(outputs, "processed-orders"));
            List<String> letters = values(outputs, "orders-dead-letters");
            assertEquals(2, letters.size(), letters::toString);
            assertTrue(letters.toString().contains("Order o-2 is invalid: its quantity is 0"), letters::toString);
            assertTrue(
                    letters.toString().contains("Order o-3 is invalid: there is no rate of its currency XXX"),
                    letters::toString);
        }
    }

    @Test
    void anOutageOfTheRatesIsSatOut() throws Exception {
        put("""
                id,customer,quantity,unitPrice,currency
                o-1,ada,2,10.00,USD
                """);

        try (InMemoryTask task = start()) {
            assertEquals(List.of(), task.poll());
            Files.writeString(folder.resolve("new"), "USD=1.25\n");
            Files.move(folder.resolve("new"), rates);

            assertEquals("processed-orders", task.take(1).get(0).topic());
        }
    }

    private void put(String orders) throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("inbox")).resolve("orders.csv"), orders);
    }

    private InMemoryTask start() {
        return new InMemoryTask(
                FromFiles.class,
                Map.of(
                        "npipeline.node.factory.class",
                        OrdersNodes.class.getName(),
                        "npipeline.pipeline.param.folder",
                        folder.resolve("inbox").toString(),
                        "npipeline.pipeline.param.rates",
                        rates.toString(),
                        "npipeline.topic",
                        "processed-orders",
                        "npipeline.dead.letter.destination",
                        "kafka",
                        "npipeline.dead.letter.topic",
                        "orders-dead-letters"));
    }

    private static List<String> values(List<Output> outputs, String topic) {
        return outputs.stream()
                .filter(output -> output.topic().equals(topic))
                .map(Output::value)
                .toList();
    }
}

package com.example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.orders.InMemoryTask.Output;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole ingress in memory. */
class OrdersIngressTest {

    @Test
    void ordersAreKeyedByCustomerAndALineThatIsNoOrderIsADeadLetter(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("monday.csv"), """
                id,customer,quantity,unitPrice,currency
                o-1,"Ada, Countess",3,19.99,USD
                o-2,eve,many,1,EUR
                """);

        Map<String, String> settings = Map.of(
                "npipeline.pipeline.param.folder", folder.toString(),
                "npipeline.topic", "orders",
                "npipeline.dead.letter.destination", "kafka",
                "npipeline.dead.letter.topic", "orders-dead-letters");
        try (InMemoryTask task = new InMemoryTask(OrdersIngress.class, settings)) {
            List<Output> outputs = task.take(2);

            assertEquals(new Output("orders", "Ada, Countess", """
                            {"id":"o-1","customer":"Ada, Countess","quantity":3,"unitPrice":"19.99","currency":"USD"}"""), outputs.get(0));
            assertEquals("orders-dead-letters", outputs.get(1).topic());
            assertTrue(outputs.get(1).value().contains("o-2,eve,many,1,EUR"), outputs.get(1)::value);
        }
    }
}

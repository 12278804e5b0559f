package com.example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npipeline.node.PipelineParameters;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrdersNodesTest {

    private record Parameters(Map<String, String> values) implements PipelineParameters {
        @Override
        public String parameter(String name) {
            return findParameter(name).orElseThrow();
        }

        @Override
        public Optional<String> findParameter(String name) {
            return Optional.ofNullable(values.get(name));
        }

        @Override
        public String connectorName() {
            return "orders-relay";
        }
    }

    @Test
    void aPricerGetsTheRatesOfTheFileThatTheParameterNames(@TempDir Path folder) throws Exception {
        Path rates = Files.writeString(folder.resolve("rates.properties"), "USD=1.25\n");
        OrdersNodes nodes = new OrdersNodes();
        nodes.open(new Parameters(Map.of("rates", rates.toString())));

        OrderPricer pricer = nodes.create(OrderPricer.class);

        assertEquals(
                new ProcessedOrder("o-1", "ada", new BigDecimal("10.00"), "USD", new BigDecimal("8.00")),
                pricer.transform(new Order("o-1", "ada", 1, BigDecimal.TEN, "USD")));
    }
}

package com.example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OrderPricerTest {

    private static final Order ORDER = new Order("o-1", "ada", 3, new BigDecimal("19.995"), "USD");

    @Test
    void totalsAreRoundedToTheCent() throws Exception {
        OrderPricer pricer = new OrderPricer(currency -> Optional.of(new BigDecimal("1.1")));

        assertEquals(
                new ProcessedOrder("o-1", "ada", new BigDecimal("59.99"), "USD", new BigDecimal("54.53")),
                pricer.transform(ORDER));
    }

    @Test
    void aCurrencyWithoutARateMakesTheOrderInvalid() {
        OrderPricer pricer = new OrderPricer(currency -> Optional.empty());

        Exception error = assertThrows(InvalidOrderException.class, () -> pricer.transform(ORDER));

        assertEquals("Order o-1 is invalid: there is no rate of its currency USD", error.getMessage());
    }

    @Test
    void ratesThatCannotBeHadAreNoFaultOfTheOrder() {
        OrderPricer pricer = new OrderPricer(currency -> {
            throw new IOException("no answer");
        });

        assertThrows(IOException.class, () -> pricer.transform(ORDER));
    }
}

package com.example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class OrderValidatorTest {

    private static final BigDecimal PRICE = new BigDecimal("19.99");

    private final OrderValidator validator = new OrderValidator();

    @Test
    void aValidOrderPassesAsItIs() throws Exception {
        Order order = new Order("o-1", "ada", 1, PRICE, "EUR");

        assertSame(order, validator.transform(order));
    }

    @Test
    void whatIsWrongIsNamed() {
        assertRefused("Order null is invalid: it has no id", new Order(null, "ada", 1, PRICE, "EUR"));
        assertRefused("Order o-1 is invalid: it has no customer", new Order("o-1", " ", 1, PRICE, "EUR"));
        assertRefused("Order o-1 is invalid: its quantity is 0", new Order("o-1", "ada", 0, PRICE, "EUR"));
        assertRefused("Order o-1 is invalid: its unit price is null", new Order("o-1", "ada", 1, null, "EUR"));
        assertRefused("Order o-1 is invalid: its unit price is 0", new Order("o-1", "ada", 1, BigDecimal.ZERO, "EUR"));
        assertRefused("Order o-1 is invalid: it has no currency", new Order("o-1", "ada", 1, PRICE, null));
    }

    private void assertRefused(String message, Order order) {
        Exception error = assertThrows(InvalidOrderException.class, () -> validator.transform(order));
        assertEquals(message, error.getMessage());
    }
}

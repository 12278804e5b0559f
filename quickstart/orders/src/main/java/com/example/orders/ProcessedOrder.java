package com.example.orders;

import java.math.BigDecimal;

/**
 * A valid order with its price.
 *
 * @param total in units of the currency
 */
public record ProcessedOrder(
        String orderId, String customer, BigDecimal total, String currency, BigDecimal totalInEuro) {}

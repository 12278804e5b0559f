package com.example.orders;

import java.math.BigDecimal;

/**
 * An order as customers send it: well-formed, and nothing more is known about it.
 *
 * @param unitPrice in units of the currency
 * @param currency an ISO 4217 code
 */
public record Order(String id, String customer, int quantity, BigDecimal unitPrice, String currency) {}

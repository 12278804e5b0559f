package com.example.payments;

import java.math.BigDecimal;

/**
 * A payment as it comes in.
 *
 * @param customer the customer's number
 */
public record Payment(String id, String customer, BigDecimal amount) {}

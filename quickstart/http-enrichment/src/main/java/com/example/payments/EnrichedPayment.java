package com.example.payments;

import java.math.BigDecimal;

/** A payment with what the customer service knows of its customer. */
public record EnrichedPayment(String id, String customer, BigDecimal amount, String customerName, String segment) {}

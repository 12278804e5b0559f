package com.example.payments;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** What the customer service answers. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Customer(String name, String segment) {}

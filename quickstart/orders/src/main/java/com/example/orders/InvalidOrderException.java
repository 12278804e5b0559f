package com.example.orders;

/** An order that cannot be processed, now or later. */
public final class InvalidOrderException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidOrderException(String message) {
        super(message);
    }
}

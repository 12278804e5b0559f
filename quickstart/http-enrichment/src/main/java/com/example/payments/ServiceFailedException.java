package com.example.payments;

import java.io.IOException;

/** The service did not do its part; another time it may. */
public final class ServiceFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    ServiceFailedException(String message) {
        super(message);
    }

    ServiceFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}

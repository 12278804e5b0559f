package com.example.payments;

/** The service says that the request is wrong: it will say so again, however often it is asked. */
public final class RequestRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RequestRefusedException(String message) {
        super(message);
    }
}

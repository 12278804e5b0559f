package io.npipeline.binding;

import org.jspecify.annotations.Nullable;

/**
 * A type cannot be bound, or a value does not fit its type. The message starts with the path of the culprit:
 * {@code StrikeReport.lines[3].price: expected DECIMAL, got STRING "x"}. Value text in it is shortened to about 100
 * characters.
 */
public final class BindingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BindingException(String path, String problem, @Nullable Throwable cause) {
        super(path + ": " + problem, cause);
    }
}

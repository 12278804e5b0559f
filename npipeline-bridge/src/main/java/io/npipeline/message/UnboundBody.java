package io.npipeline.message;

import org.jspecify.annotations.Nullable;

/**
 * A body still in the form in which Connect delivered it. {@link KafkaMessage#body()} binds it on first use, so a
 * pipeline that never looks at the body never pays for binding.
 *
 * <p>Implementations are immutable.
 *
 * @param <T> the Java type it binds to
 */
public interface UnboundBody<T> {

    /** The Java value. Fails with an exception that names the path of the value that does not fit. */
    @Nullable
    T bind();

    /** The value as Connect delivered it. */
    @Nullable
    Object raw();
}

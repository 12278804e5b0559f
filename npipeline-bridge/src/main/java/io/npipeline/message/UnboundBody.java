package io.npipeline.message;

import org.jspecify.annotations.Nullable;

/**
 * A body still in the form in which Connect delivered it. {@link KafkaMessage#body()} binds it on first use, so a
 * pipeline that never looks at the body never pays for binding.
 *
 * <p>Implementations are immutable. This is a class because every body is asked whether it is one: before JDK 23 an object that
 * does not implement an interface is found out by a search through all that it does implement, which takes longer than all else
 * that is done for a message at a node; a class is found out by one comparison.
 *
 * @param <T> the Java type it binds to
 */
public abstract class UnboundBody<T> {

    /** The Java value. Fails with an exception that names the path of the value that does not fit. */
    public abstract @Nullable T bind();

    /** The value as Connect delivered it. */
    public abstract @Nullable Object raw();
}

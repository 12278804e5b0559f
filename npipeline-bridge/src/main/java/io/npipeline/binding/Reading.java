package io.npipeline.binding;

/** Turns Connect data into a Java value. Implementations are thread safe. */
@FunctionalInterface
interface Reading {

    /**
     * The Java value.
     *
     * @throws Misfit when the value does not fit
     */
    Object read(Object value);
}

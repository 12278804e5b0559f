package io.npipeline.formats.sample;

/** An enum, as a component. */
public enum Color {
    RED,
    GREEN,
    BLUE
}

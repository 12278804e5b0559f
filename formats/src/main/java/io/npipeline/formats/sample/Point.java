package io.npipeline.formats.sample;

/** A record in a record in a record. Immutable. */
public record Point(double x, double y) {}

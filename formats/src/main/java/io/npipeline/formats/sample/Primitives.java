package io.npipeline.formats.sample;

/** Components that cannot be null. Immutable. */
public record Primitives(boolean truth, byte int8, short int16, int int32, long int64, float float32, double float64) {}

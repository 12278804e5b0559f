package io.npipeline.formats.sample;

import org.jspecify.annotations.Nullable;

/** A record in a record. Immutable. */
public record Place(String name, @Nullable Point at) {}

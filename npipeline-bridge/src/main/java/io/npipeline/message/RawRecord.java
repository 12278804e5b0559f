package io.npipeline.message;

import org.jspecify.annotations.Nullable;

/**
 * A record's key and value as they were on the wire, for dead letters that can be replayed byte for byte. The arrays are
 * not copied; nobody changes them.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RawRecord(byte @Nullable [] key, byte @Nullable [] value) {}

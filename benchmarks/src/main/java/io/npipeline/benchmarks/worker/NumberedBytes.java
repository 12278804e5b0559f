package io.npipeline.benchmarks.worker;

import java.nio.ByteBuffer;

/** Values of bytes that begin with their number. */
public final class NumberedBytes {

    /** How large each of them is. */
    public static final int SIZE = 100;

    private NumberedBytes() {}

    /** The record with a number. */
    public static byte[] write(long number) {
        return ByteBuffer.allocate(SIZE).putLong(number).array();
    }

    /** The number of a record. */
    public static long number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }
}

package io.npipeline.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Hash codes by which lanes are found, of which the low bits are as good as the others.
 *
 * <p>Bytes, as which most keys come, are read eight at a time: the JDK's hash of an array needs a multiplication for each
 * byte, one after the other, and was a third of what the task thread did for a record.
 */
final class KeyHash {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** The golden ratio by 2^64, as in Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, 6.4). */
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private KeyHash() {}

    /** Of a key within a partition. Keys that are equal, arrays by their content, have the same. */
    static int of(int partitionSlot, Object key) {
        long code = key instanceof byte[] bytes ? ofBytes(bytes) : key.hashCode();
        return (int) (mix(mix(code) + partitionSlot) >>> Integer.SIZE);
    }

    private static long ofBytes(byte[] bytes) {
        int length = bytes.length;
        long hash = length;
        for (int i = 0; i + Long.BYTES < length; i += Long.BYTES) {
            hash = mix(hash ^ (long) LONGS.get(bytes, i));
        }
        return hash ^ last(bytes, length);
    }

    /** The last eight bytes, whether or not some of them were read before; fewer where there are not so many. */
    private static long last(byte[] bytes, int length) {
        if (length >= Long.BYTES) {
            return (long) LONGS.get(bytes, length - Long.BYTES);
        }
        if (length >= Integer.BYTES) {
            long end = (int) INTS.get(bytes, length - Integer.BYTES);
            return (end << Integer.SIZE) | Integer.toUnsignedLong((int) INTS.get(bytes, 0));
        }
        long last = 0;
        for (byte value : bytes) {
            last = (last << Byte.SIZE) | (value & 0xFF);
        }
        return last;
    }

    /** A one-to-one function: high bits decide on low ones by the shifts, low bits on high ones by the product. */
    private static long mix(long value) {
        long product = (value ^ (value >>> 29)) * MULTIPLIER;
        return product ^ (product >>> 32);
    }
}

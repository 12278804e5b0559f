package io.npipeline.engine;

import io.npipeline.engine.OffsetMapCodec.Encoded;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * A map as lengths of runs in turn: not settled, settled, and so on, each a varint of seven bits a byte, low ones first.
 * Only the first may be zero.
 */
final class OffsetMapRuns {

    private static final int VARINT_BITS = 7;
    private static final int MORE = 1 << VARINT_BITS;

    private OffsetMapRuns() {}

    static Encoded encode(OffsetMap map, int room) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        long end = map.base();
        for (int run = 0; run < map.runs(); run++) {
            long unsettled = map.runBegin(run) - end;
            long settled = map.runEnd(run) - map.runBegin(run);
            if (data.size() + bytesOf(unsettled) + bytesOf(settled) > room) {
                break;
            }
            write(unsettled, data);
            write(settled, data);
            end = map.runEnd(run);
        }
        return new Encoded(ByteBuffer.wrap(data.toByteArray()), end);
    }

    /**
     * @throws IllegalArgumentException if the bytes are not those of a map
     */
    static OffsetMap decode(ByteBuffer data, long base) {
        OffsetMap.Builder map = new OffsetMap.Builder(base);
        long end = base;
        while (data.hasRemaining()) {
            long unsettled = read(data);
            long settled = read(data);
            boolean first = end == base;
            if (settled == 0 || (unsettled == 0 && !first)) {
                throw new IllegalArgumentException("An empty run");
            }
            if (settled > Long.MAX_VALUE - end - unsettled) {
                throw new IllegalArgumentException("A run beyond the last offset there can be");
            }
            long begin = end + unsettled;
            end = begin + settled;
            map.add(begin, end);
        }
        return map.build();
    }

    private static int bytesOf(long value) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(value | 1);
        return (bits + VARINT_BITS - 1) / VARINT_BITS;
    }

    private static void write(long value, ByteArrayOutputStream data) {
        long rest = value;
        while (rest >= MORE) {
            data.write((int) (rest & (MORE - 1)) | MORE);
            rest >>>= VARINT_BITS;
        }
        data.write((int) rest);
    }

    private static long read(ByteBuffer data) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE - 1; shift += VARINT_BITS) {
            if (!data.hasRemaining()) {
                break;
            }
            int next = data.get();
            value |= (long) (next & (MORE - 1)) << shift;
            if ((next & MORE) == 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("A length without end");
    }
}

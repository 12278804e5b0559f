package io.npipeline.engine;

import io.npipeline.engine.OffsetMapCodec.Encoded;
import java.nio.ByteBuffer;
import java.util.BitSet;

/** A map as one bit an offset from the base on, low ones first in each byte; set ones are settled. */
final class OffsetMapBits {

    private OffsetMapBits() {}

    static Encoded encode(OffsetMap map, int room) {
        BitSet bits = new BitSet();
        long capacity = Math.min((long) room * Byte.SIZE, Integer.MAX_VALUE);
        for (int run = 0; run < map.runs(); run++) {
            long begin = map.runBegin(run) - map.base();
            if (begin >= capacity) {
                break;
            }
            bits.set((int) begin, (int) Math.min(map.runEnd(run) - map.base(), capacity));
        }
        return new Encoded(ByteBuffer.wrap(bits.toByteArray()), map.base() + bits.length());
    }

    /**
     * @throws IllegalArgumentException if the bytes are not those of a map
     */
    static OffsetMap decode(ByteBuffer data, long base) {
        BitSet bits = BitSet.valueOf(data);
        if (bits.length() > Long.MAX_VALUE - base) {
            throw new IllegalArgumentException("A bit beyond the last offset there can be");
        }
        OffsetMap.Builder map = new OffsetMap.Builder(base);
        int begin = bits.nextSetBit(0);
        while (begin >= 0) {
            int end = bits.nextClearBit(begin);
            map.add(base + begin, base + end);
            begin = bits.nextSetBit(end);
        }
        return map.build();
    }
}

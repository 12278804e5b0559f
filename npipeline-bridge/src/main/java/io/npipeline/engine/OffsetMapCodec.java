package io.npipeline.engine;

import io.npipeline.engine.OffsetMapReading.Unusable;
import io.npipeline.engine.OffsetMapReading.Usable;
import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * The text of a map: base64url without padding of {@code version | crc8(base) | mode | data}, one byte each before the data.
 * The data are runs or bits, whichever are fewer bytes.
 */
final class OffsetMapCodec {

    private static final byte VERSION = 1;
    private static final byte RUNS = 0;
    private static final byte BITS = 1;
    private static final int HEAD_BYTES = 3;

    /** x^8 + x^2 + x + 1, the usual one. */
    private static final int CRC8_POLYNOMIAL = 0x07;

    private OffsetMapCodec() {}

    /**
     * Data of one mode.
     *
     * @param end the offset behind the last one that they name
     */
    record Encoded(ByteBuffer data, long end) {
        int bytes() {
            return data.remaining();
        }
    }

    static String encode(OffsetMap map, int maxChars) {
        int room = (int) (maxChars * 6L / 8) - HEAD_BYTES;
        if (room < 0) {
            return "";
        }
        Encoded runs = OffsetMapRuns.encode(map, room);
        boolean cut = runs.end() < map.end();
        // Bits are not even tried where they cannot win: the few offsets of a compacted log would be very many.
        Encoded bits = OffsetMapBits.encode(map, cut ? room : runs.bytes());
        boolean bitsWin = bits.end() > runs.end() || (bits.end() == runs.end() && bits.bytes() < runs.bytes());
        Encoded data = bitsWin ? bits : runs;
        byte[] bytes = ByteBuffer.allocate(HEAD_BYTES + data.bytes())
                .put(VERSION)
                .put(crc8(map.base()))
                .put(bitsWin ? BITS : RUNS)
                .put(data.data())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static OffsetMapReading decode(String text, long base) {
        if (text.isEmpty()) {
            return Unusable.MISSING;
        }
        try {
            return decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(text)), base);
        } catch (IllegalArgumentException e) {
            return Unusable.UNREADABLE;
        }
    }

    private static OffsetMapReading decode(ByteBuffer bytes, long base) {
        if (bytes.remaining() < HEAD_BYTES || base < 0) {
            return Unusable.UNREADABLE;
        }
        if (bytes.get() != VERSION) {
            return Unusable.UNKNOWN_VERSION;
        }
        if (bytes.get() != crc8(base)) {
            return Unusable.OTHER_BASE;
        }
        return switch (bytes.get()) {
            case RUNS -> new Usable(OffsetMapRuns.decode(bytes, base));
            case BITS -> new Usable(OffsetMapBits.decode(bytes, base));
            default -> Unusable.UNREADABLE;
        };
    }

    private static byte crc8(long value) {
        int crc = 0;
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            crc ^= (int) (value >>> shift) & 0xff;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = (crc & 0x80) == 0 ? crc << 1 : (crc << 1 ^ CRC8_POLYNOMIAL) & 0xff;
            }
        }
        return (byte) crc;
    }
}

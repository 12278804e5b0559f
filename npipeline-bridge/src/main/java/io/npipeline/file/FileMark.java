package io.npipeline.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * What the read part of a file is known again by, beside its inode, which may be given to another one once the file is gone:
 * checksums of its first and its last bytes. Immutable.
 *
 * @param head the checksum of the first {@value #HEAD} bytes, as far as they were read
 * @param tail the checksum of the last bytes that were read, with their number in the lowest eight bits
 */
record FileMark(long head, long tail) {

    private static final int HEAD = 256;
    private static final int LONGEST_TAIL = 255;
    private static final int TAIL_BITS = 8;

    /**
     * The mark behind a place in a file.
     *
     * @param fileHead the first bytes of the file
     * @param offset the place
     * @param buffer holds bytes of the file up to the place
     * @param end the place in the buffer
     */
    static FileMark of(byte[] fileHead, long offset, byte[] buffer, int end) {
        int length = Math.min(end, LONGEST_TAIL);
        long tail = checksum(buffer, end - length, length);
        return new FileMark(
                checksum(fileHead, 0, (int) Math.min(offset, fileHead.length)), (tail << TAIL_BITS) | length);
    }

    /** The mark behind the read part of a file. */
    static FileMark of(FileChannel channel, long offset) throws IOException {
        int length = (int) Math.min(offset, LONGEST_TAIL);
        return of(head(channel), offset, read(channel, offset - length, length), length);
    }

    /** The first bytes of a file. */
    static byte[] head(FileChannel channel) throws IOException {
        return read(channel, 0, HEAD);
    }

    /** Whether a file has this mark behind a place. */
    boolean isIn(FileChannel channel, long offset) throws IOException {
        int length = (int) (tail & LONGEST_TAIL);
        return channel.size() >= offset
                && offset >= length
                && of(head(channel), offset, read(channel, offset - length, length), length)
                        .equals(this);
    }

    /** Up to so many bytes of a file. */
    private static byte[] read(FileChannel channel, long from, int length) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(length);
        int read = 0;
        while (read >= 0 && target.hasRemaining()) {
            read = channel.read(target, from + target.position());
        }
        return Arrays.copyOf(target.array(), target.position());
    }

    private static long checksum(byte[] bytes, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return crc.getValue();
    }
}

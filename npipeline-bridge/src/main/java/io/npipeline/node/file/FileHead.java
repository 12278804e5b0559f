package io.npipeline.node.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The first bytes of a file, by which it is known again: its name may be given to another one, and so may its inode.
 * Immutable.
 */
final class FileHead {

    private static final int LONGEST = 256;

    private final byte[] bytes;

    private FileHead(byte[] bytes) {
        this.bytes = bytes;
    }

    static FileHead of(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(LONGEST);
        int read = 0;
        while (read >= 0 && buffer.hasRemaining()) {
            read = channel.read(buffer, buffer.position());
        }
        return new FileHead(Arrays.copyOf(buffer.array(), buffer.position()));
    }

    /** A checksum of what of the head lies before an offset up to which the file was read. */
    long checksum(long offset) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, (int) Math.min(Math.min(offset, LONGEST), bytes.length));
        return crc.getValue();
    }

    /** Whether this may be the head of the file that had that checksum before the offset. */
    boolean matches(long offset, long checksum) {
        return Math.min(offset, LONGEST) <= bytes.length && checksum(offset) == checksum;
    }

    /** Whether the file that had the other head before may have this one now: files grow at their ends. */
    boolean goesOn(FileHead before) {
        int length = before.bytes.length;
        return length <= bytes.length && Arrays.equals(bytes, 0, length, before.bytes, 0, length);
    }
}

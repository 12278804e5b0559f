package io.npipeline.file;

import io.npipeline.message.UnboundBody;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.connect.errors.DataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file while it is read. It stays the same file when it is renamed or deleted meanwhile.
 *
 * <p>Used by one thread.
 *
 * @param <T> the type of a body
 */
final class OpenFile<T> implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OpenFile.class);

    private static final int FIRST_BUFFER = 64 << 10;

    /**
     * A record of the file.
     *
     * @param end the bytes of the file up to its end
     * @param mark what those are known again by
     */
    record FileRecord<T>(long end, FileMark mark, UnboundBody<T> body) {}

    private final Path path;
    private final FileChannel channel;
    private final FileFormat<T> format;
    private final int maxRecordBytes;
    private final Deque<FileRecord<T>> cutOff = new ArrayDeque<>();
    private RecordCutter<T> cutter;
    private boolean headerRead;
    private byte[] head;
    private byte[] buffer;

    /** The bytes that were cut, whether or not their records were taken. */
    private long offset;

    /** Its bytes when it was looked at last. */
    private long size;

    /** When {@link #size} was first seen, by {@link System#nanoTime}. */
    private long sizeSince;

    private OpenFile(Path path, FileChannel channel, FileFormat<T> format, int maxRecordBytes) throws IOException {
        this.path = path;
        this.channel = channel;
        this.format = format;
        this.maxRecordBytes = maxRecordBytes;
        cutter = format.cutter();
        head = FileMark.head(channel);
        buffer = new byte[Math.min(FIRST_BUFFER, maxRecordBytes)];
        size = channel.size();
        sizeSince = System.nanoTime();
    }

    /** Opens a file at its beginning. */
    static <T> OpenFile<T> open(Path path, FileFormat<T> format, int maxRecordBytes) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new OpenFile<>(path, channel, format, maxRecordBytes);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Goes on behind what was read of it before.
     *
     * @param mark what that is known again by
     * @return false when this is not the file that was read, and stays at its beginning
     */
    boolean skip(long read, FileMark mark) throws IOException {
        boolean same = mark.isIn(channel, read);
        if (same) {
            offset = read;
        }
        return same;
    }

    /**
     * The next records.
     *
     * @param atEnd whether nothing will be added to the file
     * @return empty when there is no whole one now
     */
    List<FileRecord<T>> read(int max, boolean atEnd) throws IOException {
        if (cutOff.isEmpty()) {
            cutOn(atEnd);
        }
        List<FileRecord<T>> records = new ArrayList<>();
        while (records.size() < max && !cutOff.isEmpty()) {
            records.add(cutOff.remove());
        }
        return records;
    }

    private void cutOn(boolean atEnd) throws IOException {
        lookAtSize();
        beginAgainIfReplaced();
        if (!headerRead && !readHeader(atEnd)) {
            return;
        }
        RecordCutter.Cuts<T> cuts;
        int length;
        do {
            length = fill(offset);
            cuts = cutter.cut(buffer, length, atEnd && length < buffer.length);
        } while (cuts.end() == 0 && length == buffer.length && grow());
        if (cuts.end() == 0 && length == buffer.length) {
            RecordCutter.Cut<T> tooLong = cutter.cutTooLong(buffer, length);
            cuts = new RecordCutter.Cuts<>(List.of(tooLong), tooLong.end());
        }
        // Once more: a short file may have grown since, and what was read of it is to be known again by its present
        // head.
        head = FileMark.head(channel);
        for (RecordCutter.Cut<T> cut : cuts.records()) {
            long end = offset + cut.end();
            cutOff.add(new FileRecord<>(end, FileMark.of(head, end, buffer, cut.end()), cut.body()));
        }
        offset += cuts.end();
    }

    private void lookAtSize() throws IOException {
        long now = channel.size();
        if (now != size) {
            size = now;
            sizeSince = System.nanoTime();
        }
    }

    private void beginAgainIfReplaced() throws IOException {
        byte[] now = FileMark.head(channel);
        // Files grow at their ends.
        boolean goesOn = head.length <= now.length && Arrays.equals(head, 0, head.length, now, 0, head.length);
        if (channel.size() < offset || !goesOn) {
            log.warn(
                    "{} was truncated or written anew after {} bytes of it were read; it is read from its beginning",
                    path,
                    offset);
            offset = 0;
            headerRead = false;
            cutter = format.cutter();
        }
        head = now;
    }

    private boolean readHeader(boolean atEnd) throws IOException {
        int end;
        int length;
        do {
            length = fill(0);
            end = headerEnd(length, atEnd && length < buffer.length);
        } while (end < 0 && length == buffer.length && grow());
        if (end < 0 && length == buffer.length) {
            throw new DataException(
                    path + " cannot be read: the names of its columns are longer than " + length + " bytes");
        }
        headerRead = end >= 0;
        offset = Math.max(offset, end);
        return headerRead;
    }

    private int headerEnd(int length, boolean atEnd) {
        try {
            return cutter.readHeader(buffer, length, atEnd);
        } catch (DataException e) {
            throw new DataException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Reads on from a place, until the buffer is full or the file ends. */
    private int fill(long from) throws IOException {
        ByteBuffer target = ByteBuffer.wrap(buffer);
        int read = 0;
        while (read >= 0 && target.hasRemaining()) {
            read = channel.read(target, from + target.position());
        }
        return target.position();
    }

    private boolean grow() {
        int size = (int) Math.min(2L * buffer.length, maxRecordBytes);
        boolean grown = size > buffer.length;
        buffer = grown ? Arrays.copyOf(buffer, size) : buffer;
        return grown;
    }

    /** The bytes that were cut. */
    long offset() {
        return offset;
    }

    /** Whether there are more. */
    boolean hasMore() throws IOException {
        return channel.size() > offset;
    }

    /** Whether its length has not changed for so long, wherever the file is now. */
    boolean isQuietFor(Duration time) throws IOException {
        lookAtSize();
        return System.nanoTime() - sizeSince >= time.toNanos();
    }

    /** What the bytes are known again by that were cut. */
    FileMark mark() throws IOException {
        return FileMark.of(channel, offset);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

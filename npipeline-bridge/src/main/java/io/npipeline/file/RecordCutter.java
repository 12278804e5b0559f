package io.npipeline.file;

import io.npipeline.message.UnboundBody;
import java.nio.charset.Charset;
import java.util.List;
import org.apache.kafka.connect.errors.DataException;

/**
 * Cuts the bytes of one file into records. Used by one thread.
 *
 * @param <T> the type of a body
 */
abstract class RecordCutter<T> {

    private static final byte LINE_FEED = '\n';
    private static final char CARRIAGE_RETURN = '\r';

    /**
     * A record in a buffer.
     *
     * @param end the bytes of the buffer up to its end, line end included
     */
    record Cut<T>(int end, UnboundBody<T> body) {}

    /**
     * What was cut off a buffer.
     *
     * @param end the bytes of the buffer that are done with; what follows is no whole record yet
     */
    record Cuts<T>(List<Cut<T>> records, int end) {}

    private final Charset charset;

    RecordCutter(Charset charset) {
        this.charset = charset;
    }

    /**
     * Reads what stands before the first record.
     *
     * @param atEnd whether nothing will follow the buffer
     * @return its bytes; -1 when they are not all there yet
     */
    int readHeader(byte[] buffer, int length, boolean atEnd) {
        return 0;
    }

    /**
     * Cuts all records off that are whole.
     *
     * @param buffer begins with a record
     * @param atEnd whether nothing will follow the buffer
     */
    abstract Cuts<T> cut(byte[] buffer, int length, boolean atEnd);

    /** Cuts the first line of a buffer off that holds the beginning of a record and no end. */
    Cut<T> cutTooLong(byte[] buffer, int length) {
        int line = lineEnd(buffer, 0, length, true);
        return new Cut<>(
                line,
                new MalformedBody<>(
                        text(buffer, 0, line),
                        new DataException("the record is longer than " + length + " bytes, which is the limit")));
    }

    /** The place behind the line that begins at a place; -1 when its end is not there. */
    static int lineEnd(byte[] buffer, int begin, int length, boolean atEnd) {
        for (int i = begin; i < length; i++) {
            if (buffer[i] == LINE_FEED) {
                return i + 1;
            }
        }
        return atEnd && begin < length ? length : -1;
    }

    /** The text of lines without the end of the last. */
    String text(byte[] buffer, int begin, int end) {
        String text = new String(buffer, begin, end - begin, charset);
        int length = text.length();
        if (length > 0 && text.charAt(length - 1) == LINE_FEED) {
            length--;
        }
        if (length > 0 && text.charAt(length - 1) == CARRIAGE_RETURN) {
            length--;
        }
        return text.substring(0, length);
    }
}

package io.npipeline.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.npipeline.message.UnboundBody;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts CSV. The library that knows the format does not tell at which byte a record ends, so it is given line after line with
 * one more record behind: when it does not find that, a quoted field is still open and takes the next line too.
 *
 * <p>Used by one thread.
 */
final class CsvCutter<T> extends RecordCutter<T> {

    private static final char QUOTE = '"';
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String NEXT_RECORD = "\nnext";

    private final Function<Map<String, String>, @Nullable T> rows;
    private final CsvReader.CsvReaderBuilder csv;
    private List<String> columns;

    /**
     * @param columns the names of the columns; empty where the file names them
     */
    CsvCutter(Function<Map<String, String>, @Nullable T> rows, char separator, Charset charset, List<String> columns) {
        super(charset);
        this.rows = rows;
        this.columns = columns;
        csv = CsvReader.builder()
                .fieldSeparator(separator)
                .quoteCharacter(QUOTE)
                .acceptCharsAfterQuotes(false);
    }

    /** A file without a record of names is an empty one. */
    @Override
    int readHeader(byte[] buffer, int length, boolean atEnd) {
        if (!columns.isEmpty()) {
            return 0;
        }
        Span header = nextSpan(buffer, 0, length, atEnd);
        if (header == null) {
            return atEnd ? length : -1;
        }
        if (header.error() != null) {
            throw new DataException("The names of the columns cannot be read: " + header.text(), header.error());
        }
        if (new HashSet<>(header.fields()).size() < header.fields().size()) {
            throw new DataException("Two columns have the same name: " + header.fields());
        }
        columns = header.fields();
        return header.end();
    }

    @Override
    Cuts<T> cut(byte[] buffer, int length, boolean atEnd) {
        List<Cut<T>> records = new ArrayList<>();
        int done = 0;
        Span span = nextSpan(buffer, done, length, atEnd);
        while (span != null) {
            records.add(new Cut<>(span.end(), body(span)));
            done = span.end();
            span = nextSpan(buffer, done, length, atEnd);
        }
        // What is left at the end is blank.
        return new Cuts<>(records, atEnd ? length : done);
    }

    private UnboundBody<T> body(Span span) {
        if (span.error() != null) {
            return new MalformedBody<>(span.text(), span.error());
        }
        if (span.fields().size() != columns.size()) {
            return new MalformedBody<>(
                    span.text(),
                    new DataException("the record has " + span.fields().size() + " fields, and its file "
                            + columns.size() + " columns: " + columns));
        }
        return new CsvBody<>(span.text(), columns, span.fields(), rows);
    }

    /**
     * The lines of one record.
     *
     * @param end the place behind them
     * @param error why they are no record; {@code null} when they are one
     */
    private record Span(
            int end,
            String text,
            List<String> fields,
            @Nullable RuntimeException error) {}

    /** The record that begins at a place, blank lines before it left out; {@code null} when its end is not there. */
    private @Nullable Span nextSpan(byte[] buffer, int from, int length, boolean atEnd) {
        int begin = from;
        int end = lineEnd(buffer, begin, length, atEnd);
        while (end >= 0 && isBlank(buffer, begin, end)) {
            begin = end;
            end = lineEnd(buffer, begin, length, atEnd);
        }
        if (end < 0) {
            return null;
        }
        int firstLine = end;
        Span span = parse(textAt(buffer, begin, end), end);
        while (span == null) {
            int line = end;
            end = lineEnd(buffer, line, length, atEnd);
            if (end < 0) {
                return atEnd ? unclosed(textAt(buffer, begin, firstLine), firstLine) : null;
            }
            // A line without a quote cannot end a quoted field.
            if (holdsQuote(buffer, line, end)) {
                span = parse(textAt(buffer, begin, end), end);
            }
        }
        return span;
    }

    private String textAt(byte[] buffer, int begin, int end) {
        String text = text(buffer, begin, end);
        return begin == 0 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /** Lines as one record; {@code null} when a quoted field of it goes on. */
    private @Nullable Span parse(String text, int end) {
        try {
            List<CsvRecord> records =
                    csv.ofCsvRecord(text + NEXT_RECORD).stream().toList();
            if (records.size() > 2) {
                return malformed(text, end, new DataException("the record has a line break outside of quotes"));
            }
            return records.size() < 2
                    ? null
                    : new Span(end, text, records.get(0).getFields(), null);
        } catch (CsvParseException e) {
            return malformed(text, end, new DataException("the record is not well-formed: " + reason(e), e));
        }
    }

    private static Span unclosed(String line, int end) {
        return malformed(line, end, new DataException("a quote is not closed up to the end of the file"));
    }

    private static Span malformed(String text, int end, RuntimeException error) {
        return new Span(end, text, List.of(), error);
    }

    private static String reason(Throwable error) {
        Throwable cause = error.getCause();
        return String.valueOf((cause == null ? error : cause).getMessage());
    }

    private static boolean isBlank(byte[] buffer, int begin, int end) {
        for (int i = begin; i < end; i++) {
            if (buffer[i] != '\n' && buffer[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private static boolean holdsQuote(byte[] buffer, int begin, int end) {
        for (int i = begin; i < end; i++) {
            if (buffer[i] == QUOTE) {
                return true;
            }
        }
        return false;
    }
}

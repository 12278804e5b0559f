package io.npipeline.file;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values, by RFC 4180 unless the options say otherwise: fields may be quoted and then hold line breaks, a
 * quote is doubled. Files are UTF-8 and begin with the names of their columns. Blank lines are passed over. A record with
 * another number of fields than its file has columns is malformed.
 *
 * <p>Immutable: each option returns a copy.
 *
 * @param <T> the type of a body
 */
public final class CsvFormat<T> extends FileFormat<T> {

    private final Function<Map<String, String>, @Nullable T> rows;
    private final char separator;
    private final Charset charset;
    private final List<String> columns;

    private CsvFormat(
            Function<Map<String, String>, @Nullable T> rows, char separator, Charset charset, List<String> columns) {
        this.rows = rows;
        this.separator = separator;
        this.charset = charset;
        this.columns = columns;
    }

    /** Bodies that are maps from the names of columns to fields, in their order. */
    public static CsvFormat<Map<String, String>> ofMaps() {
        return mappedBy(fields -> fields);
    }

    /**
     * Bodies of a record type, or of a class with properties, whose components are named like columns; columns without a
     * component are ignored. Texts are read as what the component is: numbers, {@code true} and {@code false}, ISO dates and
     * times, constants of an enum. An empty field is an empty {@code Optional}, an empty {@code String}, and {@code null} to
     * all others.
     *
     * @throws io.npipeline.binding.BindingException when the type cannot be bound
     * @throws IllegalArgumentException when it is neither
     */
    public static <T> CsvFormat<T> of(Class<T> recordType) {
        return mappedBy(FieldsReader.of(recordType)::read);
    }

    /**
     * Bodies that a function makes of the map from columns to fields. What it throws is a failure of the node that looks at the
     * body first, and is not tried again.
     */
    public static <T> CsvFormat<T> mappedBy(Function<Map<String, String>, @Nullable T> mapper) {
        return new CsvFormat<>(mapper, ',', StandardCharsets.UTF_8, List.of());
    }

    /** With another character between fields. */
    public CsvFormat<T> separatedBy(char newSeparator) {
        if (newSeparator == '"' || newSeparator == '\n' || newSeparator == '\r') {
            throw new IllegalArgumentException("The separator must be neither a quote nor a line break");
        }
        return new CsvFormat<>(rows, newSeparator, charset, columns);
    }

    /**
     * In another charset.
     *
     * @throws IllegalArgumentException when it does not write a line break as the one byte that ASCII has for it
     */
    public CsvFormat<T> in(Charset newCharset) {
        byte[] lineBreak = "\n".getBytes(newCharset);
        if (lineBreak.length != 1 || lineBreak[0] != '\n') {
            throw new IllegalArgumentException("The charset must write line breaks as ASCII does, which " + newCharset
                    + " does not: where a record ends is looked for in bytes");
        }
        return new CsvFormat<>(rows, separator, newCharset, columns);
    }

    /** Of files that do not name their columns: these are they. */
    public CsvFormat<T> withColumns(String... names) {
        if (names.length == 0 || new HashSet<>(List.of(names)).size() < names.length) {
            throw new IllegalArgumentException("Columns need different names, not " + List.of(names));
        }
        return new CsvFormat<>(rows, separator, charset, List.of(names));
    }

    @Override
    RecordCutter<T> cutter() {
        return new CsvCutter<>(rows, separator, charset, columns);
    }
}

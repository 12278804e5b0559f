package io.npipeline.file;

import io.npipeline.binding.BindingException;
import io.npipeline.message.UnboundBody;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** A record of CSV, with what makes the body of it. Immutable. */
final class CsvBody<T> extends UnboundBody<T> {

    private final String raw;
    private final List<String> columns;
    private final List<String> fields;
    private final Function<Map<String, String>, @Nullable T> rows;

    CsvBody(String raw, List<String> columns, List<String> fields, Function<Map<String, String>, @Nullable T> rows) {
        this.raw = raw;
        this.columns = columns;
        this.fields = fields;
        this.rows = rows;
    }

    @Override
    public @Nullable T bind() {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            row.put(columns.get(i), fields.get(i));
        }
        try {
            return rows.apply(Collections.unmodifiableMap(row));
        } catch (BindingException | DataException e) {
            throw e;
        } catch (RuntimeException e) {
            // What cannot be mapped now cannot be mapped later, which this type of exception says to failure policies.
            throw new DataException("the record cannot be mapped: " + e, e);
        }
    }

    @Override
    public String raw() {
        return raw;
    }
}

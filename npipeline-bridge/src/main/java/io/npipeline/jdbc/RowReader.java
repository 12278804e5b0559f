package io.npipeline.jdbc;

import io.npipeline.binding.BodyField;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * Rows to maps that can be bound: dates and times become ISO text, large objects what they hold. Columns are named as the
 * fields of the object they are bound to, whatever their case and with or without underscores, or else as the database
 * names them. Immutable.
 */
final class RowReader {

    /**
     * A name that the column of a field may have.
     *
     * @param rank 0 for the field's own name, more for each alias; the least that a row has counts
     */
    private record Known(BodyField field, int rank) {}

    /** All names of the body's fields as {@link #plain} writes them; empty for maps. */
    private final Map<String, Known> known = new HashMap<>();

    RowReader(List<BodyField> fields) {
        for (BodyField field : fields) {
            int rank = 0;
            for (String alias : field.aliases()) {
                known.putIfAbsent(plain(alias), new Known(field, ++rank));
            }
        }
        for (BodyField field : fields) {
            known.put(plain(field.name()), new Known(field, 0));
        }
    }

    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** The row that the results stand at. */
    Map<String, @Nullable Object> read(ResultSet results) throws SQLException {
        ResultSetMetaData columns = results.getMetaData();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        Map<String, Integer> ranks = new HashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String label = columns.getColumnLabel(i);
            Known column = known.get(plain(label));
            if (column == null) {
                row.put(label, value(results, i, null));
            } else if (column.rank() <= ranks.getOrDefault(column.field().name(), Integer.MAX_VALUE)) {
                ranks.put(column.field().name(), column.rank());
                row.put(column.field().name(), value(results, i, column.field().type()));
            }
        }
        return Collections.unmodifiableMap(row);
    }

    /**
     * @param type what the value is bound to, where that is known
     */
    private static @Nullable Object value(ResultSet results, int column, @Nullable Class<?> type) throws SQLException {
        Object value = results.getObject(column);
        if (value == null || value instanceof Number || value instanceof Boolean || value instanceof byte[]) {
            return value;
        }
        if (value instanceof Timestamp local) {
            // A column without a zone is taken for UTC, like one with a zone that is.
            Instant time = results.getTimestamp(column, utc()).toInstant();
            return type == LocalDateTime.class ? local.toLocalDateTime().toString() : time.toString();
        }
        if (value instanceof OffsetDateTime zoned) {
            return type == OffsetDateTime.class
                    ? zoned.toString()
                    : zoned.toInstant().toString();
        }
        if (value instanceof Date date) {
            return date.toLocalDate().toString();
        }
        if (value instanceof Time time) {
            return time.toLocalTime().toString();
        }
        if (value instanceof Blob blob) {
            return blob.getBytes(1, (int) Math.min(blob.length(), Integer.MAX_VALUE));
        }
        if (value instanceof Clob clob) {
            return clob.getSubString(1, (int) Math.min(clob.length(), Integer.MAX_VALUE));
        }
        return value.toString();
    }

    /** A calendar is changed by its use. */
    private static Calendar utc() {
        return Calendar.getInstance(TimeZone.getTimeZone(ZoneOffset.UTC));
    }
}

package io.npipeline.jdbc;

import io.npipeline.node.Position;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.HashMap;
import java.util.Map;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * The order of rows: by a column whose values increase, or by a time and then by such a column. Writes the query for the rows
 * behind a position, and reads the position of a row. Immutable.
 *
 * @param rows what stands behind FROM
 * @param id the column that increases
 * @param timestamp the column of the time; {@code null} for none
 * @param delaySeconds how old a time must be, in the database's eyes
 */
record RowCursor(String rows, String id, @Nullable String timestamp, long delaySeconds) {

    private static final String ID = "id";
    private static final String TIMESTAMP = "timestamp";

    String query(boolean fromPosition) {
        StringBuilder sql = new StringBuilder("SELECT * FROM ").append(rows);
        if (timestamp == null) {
            sql.append(fromPosition ? " WHERE " + id + " > ?" : "");
            return sql.append(" ORDER BY ").append(id).toString();
        }
        sql.append(" WHERE ").append(timestamp).append(" <= CURRENT_TIMESTAMP");
        if (delaySeconds > 0) {
            sql.append(" - INTERVAL '").append(delaySeconds).append("' SECOND");
        }
        if (fromPosition) {
            sql.append(" AND (")
                    .append(timestamp)
                    .append(" > ? OR (")
                    .append(timestamp)
                    .append(" = ? AND ");
            sql.append(id).append(" > ?))");
        }
        return sql.append(" ORDER BY ")
                .append(timestamp)
                .append(", ")
                .append(id)
                .toString();
    }

    /**
     * Sets the parameters of a query from a position.
     *
     * @throws IllegalArgumentException when that is none of this cursor
     */
    void bind(PreparedStatement statement, Position from) throws SQLException {
        Object lastId = from.values().get(ID);
        if (lastId == null || (timestamp != null) != from.values().containsKey(TIMESTAMP)) {
            throw new IllegalArgumentException("Position " + from + " is none of rows ordered by "
                    + (timestamp == null ? id : timestamp + " and " + id));
        }
        int parameter = 1;
        if (timestamp != null) {
            Timestamp time =
                    Timestamp.from(Instant.parse(String.valueOf(from.values().get(TIMESTAMP))));
            statement.setTimestamp(parameter++, time, utc());
            statement.setTimestamp(parameter++, time, utc());
        }
        statement.setObject(parameter, lastId);
    }

    /** The position of the row that the results stand at. */
    Position position(ResultSet results) throws SQLException {
        Map<String, Object> values = new HashMap<>();
        values.put(ID, idOf(results));
        if (timestamp != null) {
            Timestamp time = results.getTimestamp(timestamp, utc());
            if (time == null) {
                throw new SQLException("Column " + timestamp + " of a row is null");
            }
            values.put(TIMESTAMP, time.toInstant().toString());
        }
        return new Position(values);
    }

    private Object idOf(ResultSet results) throws SQLException {
        Object value = results.getObject(id);
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof BigDecimal decimal) {
            try {
                return decimal.longValueExact();
            } catch (ArithmeticException e) {
                throw new SQLException(
                        "Column " + id + " holds " + decimal + ", which is no whole number of 64 bits", e);
            }
        }
        if (value instanceof String) {
            return value;
        }
        throw new SQLException("Column " + id + " must hold whole numbers or text, not "
                + (value == null ? "null" : value.getClass().getName()));
    }

    /** A calendar is changed by its use. */
    private static Calendar utc() {
        return Calendar.getInstance(TimeZone.getTimeZone(ZoneOffset.UTC));
    }
}

package io.npipeline.jdbc;

import io.npipeline.node.Position;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
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
 * @param delaySeconds how old a time must be, by the database's clock
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
        // No CURRENT_TIMESTAMP, which is local time to a column without a zone, while such a column is taken for UTC.
        sql.append(" WHERE ").append(timestamp).append(" <= ?");
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
     * Sets the parameters of a query.
     *
     * @param from where to go on; {@code null} for the beginning
     * @throws IllegalArgumentException when that is no position of this cursor
     */
    void bind(PreparedStatement statement, @Nullable Position from) throws SQLException {
        boolean zoned = timestamp != null && hasZone(statement);
        if (timestamp != null) {
            bind(statement, 1, now(statement.getConnection()).minusSeconds(delaySeconds), zoned);
        }
        if (from == null) {
            return;
        }
        Object lastId = from.values().get(ID);
        if (lastId == null || (timestamp != null) != from.values().containsKey(TIMESTAMP)) {
            throw new IllegalArgumentException("Position " + from + " is none of rows ordered by "
                    + (timestamp == null ? id : timestamp + " and " + id));
        }
        int parameter = 1;
        if (timestamp != null) {
            Instant time = Instant.parse(String.valueOf(from.values().get(TIMESTAMP)));
            parameter++;
            bind(statement, parameter++, time, zoned);
            bind(statement, parameter++, time, zoned);
        }
        statement.setObject(parameter, lastId);
    }

    /** A time without a zone is taken for one of the session's zone beside a column that has one. */
    private static void bind(PreparedStatement statement, int parameter, Instant time, boolean zoned)
            throws SQLException {
        if (zoned) {
            statement.setObject(parameter, time.atOffset(ZoneOffset.UTC));
        } else {
            statement.setTimestamp(parameter, Timestamp.from(time), utc());
        }
    }

    /** By the type in the JDBC sense. PostgreSQL reports none with a zone, and heeds that of a parameter where it should. */
    private boolean hasZone(PreparedStatement statement) throws SQLException {
        @Nullable ResultSetMetaData columns = statement.getMetaData();
        for (int i = 1; columns != null && i <= columns.getColumnCount(); i++) {
            if (columns.getColumnLabel(i).equalsIgnoreCase(timestamp)) {
                return columns.getColumnType(i) == Types.TIMESTAMP_WITH_TIMEZONE;
            }
        }
        return false;
    }

    /** The present time of the database, whose clock the times of the rows are of. */
    private static Instant now(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet now = statement.executeQuery("SELECT CURRENT_TIMESTAMP")) {
            if (!now.next()) {
                throw new SQLException("The database has no CURRENT_TIMESTAMP");
            }
            return now.getObject(1, OffsetDateTime.class).toInstant();
        }
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

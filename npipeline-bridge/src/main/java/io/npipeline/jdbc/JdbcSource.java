package io.npipeline.jdbc;

import io.npipeline.binding.BodyReader;
import io.npipeline.node.Position;
import io.npipeline.node.SourceNode;
import io.npipeline.node.SourcePartition;
import io.npipeline.node.SourceReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a table or a query in the order of a column whose values only increase: new rows are found by it, changes of
 * old ones are not, unless {@link #changedAt} names the column that has the time of a row's last change. One source is one
 * source partition.
 *
 * <p>A row that becomes visible behind a later one is not read. That happens where numbers are drawn from a sequence and
 * transactions end in another order, so either let one transaction at a time write, or read by a time with a delay longer than
 * transactions take.
 *
 * <p>Bodies are bound to the type when a node first looks at them: columns to components of a record or properties of a class, whatever the case of their
 * names and with or without underscores, or to a {@code Map}. Dates and times are ISO text to a {@code Map}; times without a
 * zone are taken for UTC.
 *
 * <p>Immutable: each option returns a copy.
 *
 * @param <T> the type of a body
 */
public final class JdbcSource<T> implements SourceNode<T> {

    private static final String PARTITION = "query";

    /** What needs no quotes in any database, with a schema before it. */
    private static final Pattern TABLE = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*(\\.[\\p{L}_][\\p{L}\\p{N}_$]*)*");

    private static final Pattern COLUMN = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");

    private static final Duration LONGEST_DELAY = Duration.ofDays(1);

    private final Class<T> bodyType;
    private final JdbcConnections connections;
    private final String name;
    private final RowCursor cursor;
    private final Duration pause;

    private JdbcSource(Class<T> bodyType, JdbcConnections connections, String name, RowCursor cursor, Duration pause) {
        this.bodyType = bodyType;
        this.connections = connections;
        this.name = name;
        this.cursor = cursor;
        this.pause = pause;
    }

    /**
     * Reads a table.
     *
     * @param table its name, with its schema where that is needed; one that needs quotes is for {@link #query}
     * @param idColumn the column that increases: whole numbers, or text in the order of the database
     * @throws io.npipeline.binding.BindingException when the type cannot be bound
     */
    public static <T> JdbcSource<T> table(
            Class<T> bodyType, JdbcConnections connections, String table, String idColumn) {
        return of(bodyType, connections, table, legal(table, TABLE, "table"), idColumn);
    }

    /**
     * Reads a query.
     *
     * @param name what its positions are stored under; to be changed when the query is to begin again
     * @param sql a SELECT without an order, whose rows have the column
     * @param idColumn the column that increases
     * @throws io.npipeline.binding.BindingException when the type cannot be bound
     */
    public static <T> JdbcSource<T> query(
            Class<T> bodyType, JdbcConnections connections, String name, String sql, String idColumn) {
        return of(bodyType, connections, name, "(" + sql + ") npipeline_rows", idColumn);
    }

    private static <T> JdbcSource<T> of(
            Class<T> bodyType, JdbcConnections connections, String name, String rows, String idColumn) {
        BodyReader.of(bodyType);
        return new JdbcSource<>(
                bodyType,
                connections,
                name,
                new RowCursor(rows, legal(idColumn, COLUMN, "column"), null, 0),
                Duration.ofSeconds(1));
    }

    /**
     * Reads rows in the order of the time of their last change, and those of one time in that of the other column, so that a
     * row that is changed is read again. The database must have types for times, and know {@code SELECT CURRENT_TIMESTAMP}.
     *
     * @param column the time of a row's last change, never null
     * @param delay how long a change must be past to be read, in whole seconds: longer than transactions take that write rows,
     *     which come to light at their end with the time of their beginning
     */
    public JdbcSource<T> changedAt(String column, Duration delay) {
        if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("The delay must be from 0 to " + LONGEST_DELAY + ", not " + delay);
        }
        RowCursor timed = new RowCursor(cursor.rows(), cursor.id(), legal(column, COLUMN, "column"), delay.toSeconds());
        return new JdbcSource<>(bodyType, connections, name, timed, pause);
    }

    /** How long to wait before the database is asked again when it had no row; a second unless set. */
    public JdbcSource<T> askingEvery(Duration newPause) {
        if (newPause.isNegative()) {
            throw new IllegalArgumentException("The pause must not be negative: " + newPause);
        }
        return new JdbcSource<>(bodyType, connections, name, cursor, newPause);
    }

    private static String legal(String identifier, Pattern pattern, String what) {
        if (!pattern.matcher(identifier).matches()) {
            throw new IllegalArgumentException("The name of the " + what + " \"" + identifier
                    + "\" needs quotes, which databases write differently; read a query that names it otherwise");
        }
        return identifier;
    }

    @Override
    public List<SourcePartition> partitions() {
        return List.of(SourcePartition.of(PARTITION, name));
    }

    @Override
    public SourceReader<T> read(SourcePartition partition, Optional<Position> from) throws SQLException {
        Connection connection = connections.open();
        endEachTransaction(connection);
        @Nullable Position position = from.orElse(null);
        return new JdbcReader<>(connection, cursor, bodyType, pause, position);
    }

    /** Else a transaction stays open for as long as the reader: it may see no new row, and keeps the database from tidying up. */
    private static void endEachTransaction(Connection connection) throws SQLException {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException | RuntimeException e) {
            try (connection) {
                throw e;
            }
        }
    }
}

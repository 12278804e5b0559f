package io.npipeline.jdbc;

import io.npipeline.binding.BodyReader;
import io.npipeline.node.Position;
import io.npipeline.node.SourceItem;
import io.npipeline.node.SourceReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the rows behind the last one, again and again. Used by one thread.
 *
 * @param <T> the type of a body
 */
final class JdbcReader<T> implements SourceReader<T> {

    private final Connection connection;
    private final RowCursor cursor;
    private final BodyReader<T> bodies;
    private final RowReader rows;
    private final Duration pause;
    private @Nullable Position last;
    private long askAgainAt = System.nanoTime();

    /**
     * @param connection becomes this reader's own
     * @param from the position of the last row that was read
     * @param pause how long to wait after there was no row
     */
    JdbcReader(Connection connection, RowCursor cursor, Class<T> bodyType, Duration pause, @Nullable Position from) {
        this.connection = connection;
        this.cursor = cursor;
        this.pause = pause;
        this.last = from;
        bodies = BodyReader.of(bodyType);
        rows = new RowReader(bodies.fields());
    }

    @Override
    public List<SourceItem<T>> read(int max, Duration maxWait) throws SQLException {
        List<SourceItem<T>> items = new ArrayList<>();
        if (System.nanoTime() - askAgainAt < 0) {
            return items;
        }
        Position from = last;
        try (PreparedStatement statement = connection.prepareStatement(cursor.query(from != null))) {
            statement.setMaxRows(max);
            cursor.bind(statement, from);
            try (ResultSet results = statement.executeQuery()) {
                while (results.next()) {
                    items.add(item(results));
                }
            }
        }
        if (items.isEmpty()) {
            askAgainAt = System.nanoTime() + pause.toNanos();
        } else {
            last = items.get(items.size() - 1).position();
        }
        return items;
    }

    private SourceItem<T> item(ResultSet results) throws SQLException {
        Map<String, @Nullable Object> row = rows.read(results);
        return SourceItem.unbound(new RowBody<>(row, bodies), cursor.position(results));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

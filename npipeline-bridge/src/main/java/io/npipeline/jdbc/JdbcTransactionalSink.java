package io.npipeline.jdbc;

import io.npipeline.node.ClaimedPartition;
import io.npipeline.node.NodeContext;
import io.npipeline.node.TransactionalSinkNode;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a database, with the positions of partitions in a table beside the rows, so that every record has its effect there
 * once, without keys that make writing twice harmless. Tried with PostgreSQL, SQLite and H2.
 *
 * <p>The table is made at the first claim unless it is there, {@code npipeline_positions} by default, with one row for each
 * connector, topic and partition. Its {@code next_offset} is where the connector goes on, whatever offset is committed in
 * Kafka: to repeat or to pass over records, stop the connector and change it.
 *
 * <p>A worker that froze in a transaction holds the lock on its row. PostgreSQL is told to end a transaction whose client has
 * been silent for {@link #withIdleLimit}; other databases must be set up to do so, or the next owner waits until the frozen
 * process ends.
 *
 * <p>Immutable until it is opened; thread safe.
 *
 * @param <T> the body it takes; {@code null} for tombstones
 */
public final class JdbcTransactionalSink<T> implements TransactionalSinkNode<T> {

    private static final String DEFAULT_TABLE = "npipeline_positions";
    private static final Duration DEFAULT_IDLE_LIMIT = Duration.ofSeconds(10);

    private final Supplier<TransactionConnections> connectionsSource;
    private final JdbcWriter<T> writer;
    private final PositionTable table;
    private final IdleLimit idleLimit;
    private @Nullable TransactionConnections connections;
    private @Nullable String connector;
    private volatile boolean tableIsThere;

    private JdbcTransactionalSink(
            Supplier<TransactionConnections> connectionsSource,
            JdbcWriter<T> writer,
            PositionTable table,
            IdleLimit idleLimit) {
        this.connectionsSource = connectionsSource;
        this.writer = writer;
        this.table = table;
        this.idleLimit = idleLimit;
    }

    /**
     * To the database of a data source. For each transaction a connection is taken and closed, so the data source should be a
     * pool. It stays open when the pipeline ends.
     */
    public static <T> JdbcTransactionalSink<T> of(DataSource dataSource, JdbcWriter<T> writer) {
        return of(() -> new PooledConnections(dataSource), writer);
    }

    /**
     * To the database at a URL, over connections of its own: as many as there are transactions at a time. The driver's jar
     * belongs into the folder of the connector.
     */
    public static <T> JdbcTransactionalSink<T> connectingTo(
            String url, String user, String password, JdbcWriter<T> writer) {
        return of(() -> new OwnConnections(url, user, password), writer);
    }

    private static <T> JdbcTransactionalSink<T> of(Supplier<TransactionConnections> connections, JdbcWriter<T> writer) {
        return new JdbcTransactionalSink<>(
                connections, writer, new PositionTable(DEFAULT_TABLE), new IdleLimit(DEFAULT_IDLE_LIMIT));
    }

    /**
     * With the positions in another table.
     *
     * @param name of the table, with its schema or without
     * @throws IllegalArgumentException if it is no plain name
     */
    public JdbcTransactionalSink<T> withPositionTable(String name) {
        return new JdbcTransactionalSink<>(connectionsSource, writer, new PositionTable(name), idleLimit);
    }

    /**
     * With another time for which a client may be silent in a transaction, 10 seconds unless set: the writer's own work between
     * two statements, but also how long a partition waits after its owner froze. Of effect in PostgreSQL.
     *
     * @param limit at least a millisecond, and well below {@code npipeline.claim.timeout.ms}
     */
    public JdbcTransactionalSink<T> withIdleLimit(Duration limit) {
        if (limit.toMillis() < 1) {
            throw new IllegalArgumentException("The idle limit must be at least a millisecond, not " + limit);
        }
        return new JdbcTransactionalSink<>(connectionsSource, writer, table, new IdleLimit(limit));
    }

    @Override
    public void open(NodeContext context) {
        connector = context.connectorName();
        connections = connectionsSource.get();
    }

    @Override
    public ClaimedPartition<T> claim(String topic, int partition, Duration limit) throws Exception {
        PositionKey key = new PositionKey(Objects.requireNonNull(connector), topic, partition);
        JdbcTransaction transaction = new JdbcTransaction(Objects.requireNonNull(connections));
        PositionRow row = transaction.run(connection -> {
            if (!tableIsThere) {
                table.ensureExists(connection);
                tableIsThere = true;
            }
            idleLimit.apply(connection);
            PositionRow claimed = table.claim(connection, key, (int) Math.max(1, limit.toSeconds()));
            connection.commit();
            return claimed;
        });
        return new JdbcClaim<>(transaction, idleLimit, table, key, row, writer);
    }

    @Override
    public void close() {
        if (connections != null) {
            connections.close();
        }
    }
}

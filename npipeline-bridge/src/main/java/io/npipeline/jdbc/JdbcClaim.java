package io.npipeline.jdbc;

import io.npipeline.message.KafkaMessage;
import io.npipeline.node.ClaimedPartition;
import io.npipeline.node.FencedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;

/**
 * One claim of a partition. A transaction first moves the position, from the one that this claim stored last: that locks the
 * row, so nobody else can claim the partition before the transaction ends, and it fails before any message is written where
 * somebody else has. And because it requires the position before, what was committed though the client did not learn of it
 * is not written again.
 *
 * <p>Used by one thread at a time.
 */
final class JdbcClaim<T> implements ClaimedPartition<T> {

    private final JdbcTransaction transaction;
    private final IdleLimit idleLimit;
    private final PositionTable table;
    private final PositionKey key;
    private final PositionRow claimed;
    private final JdbcWriter<T> writer;
    private PositionRow last;

    /**
     * @param claimed the row as the claim left it
     */
    JdbcClaim(
            JdbcTransaction transaction,
            IdleLimit idleLimit,
            PositionTable table,
            PositionKey key,
            PositionRow claimed,
            JdbcWriter<T> writer) {
        this.transaction = transaction;
        this.idleLimit = idleLimit;
        this.table = table;
        this.key = key;
        this.claimed = claimed;
        this.writer = writer;
        this.last = claimed;
    }

    @Override
    public OptionalLong position() {
        return claimed.nextOffset() == PositionRow.NONE ? OptionalLong.empty() : OptionalLong.of(claimed.nextOffset());
    }

    @Override
    public void write(List<KafkaMessage<T>> messages, long position) throws Exception {
        last = transaction.run(connection -> {
            idleLimit.apply(connection);
            if (table.advance(connection, key, last, position)) {
                if (!messages.isEmpty()) {
                    writer.write(connection, messages);
                }
                connection.commit();
            } else {
                connection.rollback();
                requireStored(connection, position);
            }
            return new PositionRow(claimed.epoch(), position);
        });
    }

    /** Unless an earlier attempt was committed after all, somebody else has changed the row. */
    private void requireStored(Connection connection, long position) throws SQLException, FencedException {
        PositionRow row = table.read(connection, key)
                .orElseThrow(() -> new FencedException("the position of " + key + " was removed"));
        connection.rollback();
        if (row.epoch() != claimed.epoch()) {
            throw new FencedException(
                    "claim " + row.epoch() + " of " + key + " came after this owner's, which is " + claimed.epoch());
        }
        if (row.nextOffset() < position) {
            throw new FencedException("the position of " + key + " is " + row.nextOffset() + " where this owner stored "
                    + last.nextOffset());
        }
    }
}

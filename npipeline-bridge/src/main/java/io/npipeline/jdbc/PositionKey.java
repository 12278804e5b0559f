package io.npipeline.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** What a row of the positions' table is for. Immutable. */
record PositionKey(String connector, String topic, int partition) {

    /** Sets three parameters, from the given index on. */
    void bind(PreparedStatement statement, int index) throws SQLException {
        statement.setString(index, connector);
        statement.setString(index + 1, topic);
        statement.setInt(index + 2, partition);
    }

    @Override
    public String toString() {
        return topic + "-" + partition + " of connector " + connector;
    }
}

package io.npipeline.integration.egress;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * What a database holds: rows in a table that has no unique key but refuses bodies that begin with {@link #POISON}, and
 * positions. Thread safe.
 */
final class Written {

    static final String POISON = "poison";

    private final DataSource dataSource;

    Written(DataSource dataSource) {
        this.dataSource = dataSource;
        execute("CREATE TABLE written (seq BIGSERIAL, body TEXT NOT NULL CHECK (body NOT LIKE '" + POISON
                + "%'), topic_partition INTEGER NOT NULL, process BIGINT NOT NULL)");
        // The connector makes it unless it is there; a test asks for it before.
        execute("CREATE TABLE npipeline_positions (connector VARCHAR(255) NOT NULL, topic VARCHAR(255) NOT NULL,"
                + " partition_number INTEGER NOT NULL, epoch BIGINT NOT NULL, next_offset BIGINT NOT NULL,"
                + " PRIMARY KEY (connector, topic, partition_number))");
    }

    private void execute(String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The stored position of each partition that has one. */
    Map<Integer, Long> positions() {
        return numbers("SELECT partition_number, next_offset FROM npipeline_positions WHERE next_offset >= 0");
    }

    /** How often each partition was claimed. */
    Map<Integer, Long> claims() {
        return numbers("SELECT partition_number, epoch FROM npipeline_positions");
    }

    private Map<Integer, Long> numbers(String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            Map<Integer, Long> numbers = new TreeMap<>();
            while (rows.next()) {
                numbers.put(rows.getInt(1), rows.getLong(2));
            }
            return numbers;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many rows a process has written. */
    long rowsOf(long process) {
        return count("SELECT count(*) FROM written WHERE process = ?", process);
    }

    /** Ends the connections of a process, whatever they are at. Returns how many there were. */
    long cutConnections(long process) {
        return count(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = ?::text",
                process);
    }

    /** Whether a process is in a transaction. */
    boolean isInTransaction(long process) {
        return count(
                        "SELECT count(*) FROM pg_stat_activity WHERE application_name = ?::text AND xact_start IS NOT NULL",
                        process)
                > 0;
    }

    private long count(String sql, long process) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, process);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The bodies of each partition's rows, in the order in which they were written. */
    Map<Integer, List<String>> bodies() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT topic_partition, body FROM written ORDER BY seq")) {
            Map<Integer, List<String>> bodies = new HashMap<>();
            while (rows.next()) {
                bodies.computeIfAbsent(rows.getInt(1), partition -> new ArrayList<>())
                        .add(rows.getString(2));
            }
            return bodies;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

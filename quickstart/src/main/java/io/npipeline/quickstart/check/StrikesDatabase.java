package io.npipeline.quickstart.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Reads the table {@code strike_reports} of a SQLite file while others write to it. A file or table that is not there
 * yet counts as empty. Immutable; every call connects anew.
 */
public record StrikesDatabase(Path file) {

    /** What an airport's strikes cost. */
    public record AirportCost(String airport, long strikes, long damaging, long totalCost) {}

    private static final int BUSY_TIMEOUT_MS = 10_000;
    private static final String COLUMNS = """
            airport, aircraft, damage, flight_date, operator, state, phase, wildlife_size, species, time_of_day,
            cost_other, cost_repair, cost_total, speed_knots""";

    /** Turns one row of a result into a value. */
    @FunctionalInterface
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** How many rows there are. */
    public long count() throws SQLException {
        List<Long> counts = query("SELECT COUNT(*) FROM strike_reports", row -> row.getLong(1));
        return counts.isEmpty() ? 0 : counts.get(0);
    }

    /** The airports with the highest total cost, the highest first. */
    public List<AirportCost> costliestAirports(int limit) throws SQLException {
        String sql = """
                SELECT airport, COUNT(*), SUM(damage <> 'None'), SUM(cost_total) AS total
                FROM strike_reports GROUP BY airport ORDER BY total DESC, airport LIMIT\s""" + limit;
        return query(sql, row -> new AirportCost(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)));
    }

    /** Every row. */
    List<StoredReport> reports() throws SQLException {
        return query("SELECT id, " + COLUMNS + " FROM strike_reports", StrikesDatabase::report);
    }

    private static StoredReport report(ResultSet row) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < StrikesFile.COLUMNS.size(); i++) {
            values.add(Objects.requireNonNullElse(row.getString(i + 2), ""));
        }
        return new StoredReport(row.getString(1), values);
    }

    private <T> List<T> query(String sql, RowReader<T> reader) throws SQLException {
        List<T> rows = new ArrayList<>();
        if (!Files.exists(file)) {
            return rows;
        }
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            if (!hasTable(statement)) {
                return rows;
            }
            try (ResultSet result = statement.executeQuery(sql)) {
                while (result.next()) {
                    rows.add(reader.read(result));
                }
            }
        }
        return rows;
    }

    private static boolean hasTable(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery(
                "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'strike_reports'")) {
            return result.next();
        }
    }

    private Connection connect() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        SQLiteDataSource dataSource = new SQLiteDataSource(config);
        dataSource.setUrl("jdbc:sqlite:" + file);
        return dataSource.getConnection();
    }
}

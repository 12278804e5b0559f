package io.npipeline.quickstart.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.quickstart.check.StrikesDatabase.AirportCost;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class StrikesDatabaseTest {

    private final Path folder;

    StrikesDatabaseTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aMissingFileIsEmptyAndStaysMissing() throws SQLException {
        StrikesDatabase database = new StrikesDatabase(folder.resolve("none.db"));

        assertThat(database.count()).isZero();
        assertThat(database.reports()).isEmpty();
        assertThat(database.file()).doesNotExist();
    }

    @Test
    void aFileWithoutTheTableIsEmpty() throws SQLException {
        assertThat(database("CREATE TABLE other (x)").count()).isZero();
    }

    @Test
    void readsRowsInTheOrderOfTheFilesColumns() throws SQLException {
        StrikesDatabase database = database(
                createTable(), insert("f:2", "ALPHA", "None", 10, "140"), insert("f:3", "BETA", "Minor", 0, "NULL"));

        assertThat(database.reports())
                .contains(new StoredReport(
                        "f:2",
                        List.of(
                                "ALPHA",
                                "a",
                                "None",
                                "1990-01-08",
                                "o",
                                "s",
                                "Climb",
                                "Small",
                                "w",
                                "Day",
                                "1",
                                "2",
                                "10",
                                "140")))
                .anySatisfy(report -> assertThat(report.columns()).endsWith("0", ""));
    }

    @Test
    void theCostliestAirportsComeFirst() throws SQLException {
        StrikesDatabase database = database(
                createTable(),
                insert("f:2", "ALPHA", "None", 10, "140"),
                insert("f:3", "BETA", "Minor", 50, "NULL"),
                insert("f:4", "ALPHA", "Minor", 100, "NULL"),
                insert("f:5", "GAMMA", "None", 1, "NULL"));

        assertThat(database.costliestAirports(2))
                .containsExactly(new AirportCost("ALPHA", 2, 1, 110), new AirportCost("BETA", 1, 1, 50));
    }

    private static String createTable() {
        return "CREATE TABLE strike_reports (id, airport, aircraft, damage, flight_date, operator, state, phase,"
                + " wildlife_size, species, time_of_day, cost_other, cost_repair, cost_total, speed_knots)";
    }

    private static String insert(String id, String airport, String damage, long cost, String speed) {
        return "INSERT INTO strike_reports VALUES ('%s', '%s', 'a', '%s', '1990-01-08', 'o', 's', 'Climb', 'Small', 'w', 'Day', 1, 2, %d, %s)"
                .formatted(id, airport, damage, cost, speed);
    }

    private StrikesDatabase database(String... statements) throws SQLException {
        Path file = folder.resolve("strikes.db");
        SQLiteDataSource dataSource = new SQLiteDataSource();
        dataSource.setUrl("jdbc:sqlite:" + file);
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        return new StrikesDatabase(file);
    }
}

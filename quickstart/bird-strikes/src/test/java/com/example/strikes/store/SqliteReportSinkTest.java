package com.example.strikes.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.example.strikes.report.AssessedReport;
import com.example.strikes.report.Rows;
import com.example.strikes.report.StrikeRow;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.Origin;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteReportSinkTest {

    @TempDir
    Path folder;

    private Path database;

    @BeforeEach
    void chooseDatabase() {
        database = folder.resolve("new").resolve("strikes.db");
    }

    @Test
    void storesAReportOnceHoweverOftenItComes() throws Exception {
        write(List.of(message(Rows.row()), message(Rows.rowWith("Cost Total $", "5"))));
        write(List.of(message(Rows.rowWith("Cost Total $", "6"))));

        assertEquals(
                List.of("birdstrikes.csv:17|Substantial|1990-01-11|6|140|75|HIGH"),
                query("SELECT id, damage, flight_date, cost_total, speed_knots, score, severity FROM strike_reports"));
    }

    @Test
    void aMissingSpeedIsNull() throws Exception {
        write(List.of(message(Rows.rowWith("Speed IAS in knots", ""))));

        assertEquals(List.of("null"), query("SELECT speed_knots FROM strike_reports"));
    }

    @Test
    void aTombstoneRemovesNothing() throws Exception {
        write(List.of(
                message(Rows.row()),
                KafkaMessage.detached(null, "CHICAGO O'HARE INTL ARPT", origin()),
                KafkaMessage.detached(null, "birdstrikes.csv:17", origin())));

        assertEquals(List.of("1"), query("SELECT COUNT(*) FROM strike_reports"));
    }

    @Test
    void aFailedBatchLeavesNothingBehind() throws Exception {
        SqliteReportSink sink = new SqliteReportSink(database);
        sink.open(null);
        try (sink) {
            execute("CREATE TRIGGER refuse BEFORE INSERT ON strike_reports WHEN NEW.cost_total = 7"
                    + " BEGIN SELECT RAISE(ABORT, 'refused'); END");
            var batch = List.of(message(Rows.row()), message(Rows.rowWith("Cost Total $", "7")));

            assertThrows(SQLException.class, () -> sink.write(batch));
            assertEquals(List.of("0"), query("SELECT COUNT(*) FROM strike_reports"));

            sink.write(List.of(message(Rows.row())));
            assertEquals(List.of("1"), query("SELECT COUNT(*) FROM strike_reports"));
        }
    }

    @Test
    void tasksShareTheFile() throws Exception {
        int tasks = 3;
        int batches = 20;
        ExecutorService threads = Executors.newFixedThreadPool(tasks);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int task = 0; task < tasks; task++) {
                String key = "task-" + task;
                running.add(threads.submit(() -> {
                    for (int i = 0; i < batches; i++) {
                        write(List.of(message(Rows.row(), key + "-" + i)));
                    }
                    return null;
                }));
            }
            for (Future<?> task : running) {
                task.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertEquals(List.of(Integer.toString(tasks * batches)), query("SELECT COUNT(*) FROM strike_reports"));
    }

    private void write(List<KafkaMessage<AssessedReport>> batch) throws Exception {
        try (SqliteReportSink sink = new SqliteReportSink(database)) {
            sink.open(null);
            sink.write(batch);
        }
    }

    private static KafkaMessage<AssessedReport> message(StrikeRow row) {
        return KafkaMessage.detached(Rows.assessed(row), row.airport(), origin());
    }

    private static KafkaMessage<AssessedReport> message(StrikeRow row, String id) {
        return message(new StrikeRow(
                id,
                row.airport(),
                row.aircraft(),
                row.damage(),
                row.flightDate(),
                row.operator(),
                row.state(),
                row.phase(),
                row.wildlifeSize(),
                row.species(),
                row.timeOfDay(),
                row.costOther(),
                row.costRepair(),
                row.costTotal(),
                row.speedKnots()));
    }

    private static Origin origin() {
        return new Origin.Kafka("strikes-assessed", 0, 0);
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = SqliteDatabase.connect(database, ReportTable.CREATE);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            connection.commit();
        }
    }

    private List<String> query(String sql) throws Exception {
        List<String> rows = new ArrayList<>();
        try (Connection connection = SqliteDatabase.connect(database, ReportTable.CREATE);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join("|", values));
            }
        }
        return rows;
    }

    /** A new file is set up by whoever comes first; the other must wait for it rather than fail. */
    @RepeatedTest(20)
    void twoTasksMayOpenANewFileAtTheSameTime() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService tasks = Executors.newFixedThreadPool(2);
        try {
            List<Future<Void>> opened = tasks.invokeAll(List.of(opening(together), opening(together)));
            for (Future<Void> task : opened) {
                task.get();
            }
        } finally {
            tasks.shutdownNow();
        }
    }

    private Callable<Void> opening(CyclicBarrier together) {
        return () -> {
            try (SqliteReportSink sink = new SqliteReportSink(database)) {
                together.await();
                sink.open(null);
                return null;
            }
        };
    }
}

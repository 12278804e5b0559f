package com.example.strikes.store;

import com.example.strikes.report.AssessedReport;
import com.example.strikes.report.StrikeReport;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/** The statements of the table {@code strike_reports}. */
final class ReportTable {

    static final String CREATE = """
            CREATE TABLE IF NOT EXISTS strike_reports (
                id            TEXT PRIMARY KEY,
                airport       TEXT NOT NULL,
                aircraft      TEXT NOT NULL,
                damage        TEXT NOT NULL,
                flight_date   TEXT NOT NULL,
                operator      TEXT NOT NULL,
                state         TEXT NOT NULL,
                phase         TEXT NOT NULL,
                wildlife_size TEXT NOT NULL,
                species       TEXT NOT NULL,
                time_of_day   TEXT NOT NULL,
                cost_other    INTEGER NOT NULL,
                cost_repair   INTEGER NOT NULL,
                cost_total    INTEGER NOT NULL,
                speed_knots   INTEGER,
                score         INTEGER NOT NULL,
                severity      TEXT NOT NULL
            )""";

    static final String UPSERT = """
            INSERT INTO strike_reports (
                id, airport, aircraft, damage, flight_date, operator, state, phase, wildlife_size, species,
                time_of_day, cost_other, cost_repair, cost_total, speed_knots, score, severity)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET
                airport = excluded.airport,
                aircraft = excluded.aircraft,
                damage = excluded.damage,
                flight_date = excluded.flight_date,
                operator = excluded.operator,
                state = excluded.state,
                phase = excluded.phase,
                wildlife_size = excluded.wildlife_size,
                species = excluded.species,
                time_of_day = excluded.time_of_day,
                cost_other = excluded.cost_other,
                cost_repair = excluded.cost_repair,
                cost_total = excluded.cost_total,
                speed_knots = excluded.speed_knots,
                score = excluded.score,
                severity = excluded.severity""";

    private ReportTable() {}

    /** Sets the parameters of {@link #UPSERT}. */
    static void bind(PreparedStatement upsert, AssessedReport assessed) throws SQLException {
        StrikeReport report = assessed.report();
        upsert.setString(1, report.id());
        upsert.setString(2, report.airport());
        upsert.setString(3, report.aircraft());
        upsert.setString(4, report.damage().code());
        upsert.setString(5, report.flightDate().toString());
        upsert.setString(6, report.operator());
        upsert.setString(7, report.state());
        upsert.setString(8, report.phase().code());
        upsert.setString(9, report.wildlifeSize().code());
        upsert.setString(10, report.species());
        upsert.setString(11, report.timeOfDay().code());
        upsert.setLong(12, report.costOther());
        upsert.setLong(13, report.costRepair());
        upsert.setLong(14, report.costTotal());
        if (report.speedKnots().isPresent()) {
            upsert.setInt(15, report.speedKnots().getAsInt());
        } else {
            upsert.setNull(15, Types.INTEGER);
        }
        upsert.setInt(16, assessed.score());
        upsert.setString(17, assessed.severity().name());
    }
}

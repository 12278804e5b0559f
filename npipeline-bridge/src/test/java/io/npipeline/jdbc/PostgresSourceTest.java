package io.npipeline.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.npipeline.node.Position;
import io.npipeline.node.SourceItem;
import io.npipeline.node.SourceReader;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows of PostgreSQL: its types, its times, and a connection that ends. */
class PostgresSourceTest {

    @SuppressWarnings("ArrayRecordComponent") // compared part by part
    record Thing(
            long id,
            Optional<String> details,
            UUID code,
            BigDecimal price,
            byte[] image,
            Instant changedAt,
            LocalDateTime shippedAt) {}

    private static EmbeddedPostgres database;
    private static JdbcConnections connections;

    @BeforeAll
    static void start() throws IOException {
        database = EmbeddedPostgres.builder().start();
        connections = JdbcConnections.to(database.getJdbcUrl("postgres", "postgres"), new Properties());
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
    }

    @BeforeEach
    void fill() throws SQLException {
        execute("DROP TABLE IF EXISTS things");
        execute("CREATE TABLE things (id SERIAL PRIMARY KEY, details JSONB, code UUID, price NUMERIC, image BYTEA,"
                + " changed_at TIMESTAMPTZ, shipped_at TIMESTAMP)");
        for (int i = 0; i < 3; i++) {
            execute("INSERT INTO things (details, code, price, image, changed_at, shipped_at) VALUES ('{\"a\": 1}',"
                    + " '00000000-0000-0000-0000-000000000001', 1.50, 'abc',"
                    + " '2026-03-29 02:30:00.123456+02', '2026-03-29 02:30:00.5')");
        }
    }

    @Test
    void itsTypesAreBound() throws Exception {
        try (SourceReader<Thing> reader = open(things(), Optional.empty())) {
            Thing thing = reader.read(1, Duration.ZERO).get(0).body();

            assertThat(thing)
                    .usingRecursiveComparison()
                    .isEqualTo(new Thing(
                            1,
                            Optional.of("{\"a\": 1}"),
                            new UUID(0, 1),
                            new BigDecimal("1.50"),
                            "abc".getBytes(StandardCharsets.UTF_8),
                            Instant.parse("2026-03-29T00:30:00.123456Z"),
                            LocalDateTime.parse("2026-03-29T02:30:00.5")));
        }
    }

    @Test
    void rowsOfTheSameTimeAreReadInTheOrderOfTheirNumbersAndChangedOnesAgain() throws Exception {
        for (String column : List.of("changed_at", "shipped_at")) {
            JdbcSource<Thing> source = things().changedAt(column, Duration.ofSeconds(1));
            assertThat(ids(source, Optional.empty())).containsExactly(1L, 2L, 3L);

            Position second = positions(source).get(1);
            assertThat(ids(source, Optional.of(second))).containsExactly(3L);

            execute("UPDATE things SET " + column + " = " + column + " + INTERVAL '1 microsecond' WHERE id = 1");
            assertThat(ids(source, Optional.of(second))).containsExactly(3L, 1L);
        }
    }

    @Test
    void aChangeIsReadOnceItIsOldEnoughWhateverTheZoneOfTheSession() throws Exception {
        execute("UPDATE things SET changed_at = now(), shipped_at = now() AT TIME ZONE 'UTC' WHERE id = 2");
        for (String zone : List.of("Asia/Tokyo", "America/New_York")) {
            JdbcConnections inZone = () -> {
                Connection opened = connections.open();
                try (Statement statement = opened.createStatement()) {
                    statement.execute("SET TIME ZONE '" + zone + "'");
                }
                return opened;
            };
            JdbcSource<Thing> source = JdbcSource.table(Thing.class, inZone, "things", "id");
            for (String column : List.of("changed_at", "shipped_at")) {
                assertThat(ids(source.changedAt(column, Duration.ofHours(1)), Optional.empty()))
                        .as("%s in %s", column, zone)
                        .containsExactly(1L, 3L);
            }
        }
    }

    @Test
    void aConnectionThatEndsFailsTheReadAndNotTheNextReader() throws Exception {
        try (SourceReader<Thing> reader = open(things(), Optional.empty())) {
            Position first = reader.read(1, Duration.ZERO).get(0).position();
            execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                    + " AND backend_type = 'client backend'");

            assertThatThrownBy(() -> reader.read(1, Duration.ZERO)).isInstanceOf(SQLException.class);
            assertThat(ids(things(), Optional.of(first))).containsExactly(2L, 3L);
        }
    }

    private static JdbcSource<Thing> things() {
        return JdbcSource.table(Thing.class, connections, "things", "id");
    }

    private static SourceReader<Thing> open(JdbcSource<Thing> source, Optional<Position> from) throws SQLException {
        return source.read(source.partitions().get(0), from);
    }

    private static List<SourceItem<Thing>> read(JdbcSource<Thing> source, Optional<Position> from) throws Exception {
        try (SourceReader<Thing> reader = open(source, from)) {
            return reader.read(10, Duration.ZERO);
        }
    }

    private static List<Long> ids(JdbcSource<Thing> source, Optional<Position> from) throws Exception {
        return read(source, from).stream().map(item -> item.body().id()).toList();
    }

    private static List<Position> positions(JdbcSource<Thing> source) throws Exception {
        return read(source, Optional.empty()).stream().map(SourceItem::position).toList();
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = connections.open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

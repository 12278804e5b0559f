package io.npipeline.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.npipeline.binding.Alias;
import io.npipeline.binding.BindingException;
import io.npipeline.binding.Name;
import io.npipeline.message.UnboundBody;
import io.npipeline.node.Position;
import io.npipeline.node.SourceItem;
import io.npipeline.node.SourceReader;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows of a real database, found by their driver. */
class JdbcSourceTest {

    record Order(
            long id,
            String customerName,
            BigDecimal amount,
            Optional<String> note,
            LocalDate day,
            Instant paidAt,
            LocalDateTime shipped,
            boolean gift) {}

    @SuppressWarnings("unchecked") // the keys of a row are the names of columns
    private static final Class<Map<String, Object>> MAP = (Class<Map<String, Object>>) (Class<?>) Map.class;

    private final JdbcConnections connections =
            JdbcConnections.to("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", new Properties());

    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = connections.open();
        execute(
                "CREATE TABLE orders (id BIGINT PRIMARY KEY, customer_name VARCHAR(20), amount DECIMAL(9, 2), note CLOB,"
                        + " \"DAY\" DATE, paid_at TIMESTAMP(9) WITH TIME ZONE, shipped TIMESTAMP, gift BOOLEAN)");
    }

    @AfterEach
    void drop() throws SQLException {
        execute("SHUTDOWN");
        connection.close();
    }

    @Test
    void rowsAreReadInTheOrderOfTheirColumnAndEachOnce() throws Exception {
        insert(2, 1, 10);
        try (SourceReader<Map<String, Object>> reader = open(orders(), Optional.empty())) {
            assertThat(ids(reader.read(2, Duration.ZERO))).containsExactly(1L, 2L);
            assertThat(ids(reader.read(2, Duration.ZERO))).containsExactly(10L);
            assertThat(reader.read(2, Duration.ZERO)).isEmpty();

            insert(11);
            assertThat(ids(reader.read(2, Duration.ZERO))).containsExactly(11L);
        }
    }

    @Test
    void aConnectionThatIsNotInAutoCommitKeepsNoTransactionOpen() throws Exception {
        JdbcConnections inTransactions = () -> {
            Connection opened = connections.open();
            opened.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            opened.setAutoCommit(false);
            return opened;
        };
        insert(1);
        JdbcSource<Map<String, Object>> source =
                JdbcSource.table(MAP, inTransactions, "orders", "id").askingEvery(Duration.ZERO);
        try (SourceReader<Map<String, Object>> reader = open(source, Optional.empty())) {
            assertThat(ids(reader.read(2, Duration.ZERO))).containsExactly(1L);

            insert(2);
            assertThat(ids(reader.read(2, Duration.ZERO))).containsExactly(2L);
        }
    }

    @Test
    void aConnectionThatRefusesAutoCommitIsClosed() throws Exception {
        Connection real = connections.open();
        Connection refusing = (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("setAutoCommit")) {
                        throw new SQLException("refused");
                    }
                    return method.invoke(real, arguments);
                });

        assertThatThrownBy(() -> open(JdbcSource.table(MAP, () -> refusing, "orders", "id"), Optional.empty()))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("refused");
        assertThat(real.isClosed()).isTrue();
    }

    @Test
    void readingGoesOnBehindEveryRow() throws Exception {
        insert(1, 2, 3);
        List<Object> ids = new ArrayList<>();
        Optional<Position> from = Optional.empty();
        for (int i = 0; i < 3; i++) {
            try (SourceReader<Map<String, Object>> reader = open(orders(), from)) {
                SourceItem<Map<String, Object>> item =
                        reader.read(1, Duration.ZERO).get(0);
                ids.add(item.body().get("ID"));
                // As Connect gives it back.
                Map<String, Object> stored = new HashMap<>(item.position().values());
                stored.replaceAll((name, value) -> value instanceof Long number ? (Object) number.intValue() : value);
                from = Optional.of(new Position(stored));
            }
        }
        assertThat(ids).containsExactly(1L, 2L, 3L);
    }

    @Test
    void columnsAreBoundToComponentsWhateverTheirCase() throws Exception {
        execute(
                "INSERT INTO orders VALUES (1, 'Ada', 12.50, 'long', DATE '2026-11-25',"
                        + " TIMESTAMP WITH TIME ZONE '2026-11-25 12:00:00.123456+02:00', TIMESTAMP '2026-11-25 13:00:00', TRUE)");
        execute("INSERT INTO orders VALUES (2, NULL, 0, NULL, NULL, NULL, NULL, FALSE)");

        List<SourceItem<Order>> items = read(JdbcSource.table(Order.class, connections, "orders", "id"));

        assertThat(items.get(0).body())
                .isEqualTo(new Order(
                        1,
                        "Ada",
                        new BigDecimal("12.50"),
                        Optional.of("long"),
                        LocalDate.of(2026, 11, 25),
                        Instant.parse("2026-11-25T10:00:00.123456Z"),
                        LocalDateTime.of(2026, 11, 25, 13, 0),
                        true));
        assertThat(items.get(1).body().note()).isEmpty();
    }

    @Test
    void columnsAreBoundByTheNamesThatComponentsHaveInData() throws Exception {
        record Named(
                @Name("customer_name") String who,
                @Name("done") @Alias("shipped") Optional<LocalDateTime> when) {}
        execute("INSERT INTO orders (id, customer_name, shipped) VALUES (1, 'Ada', TIMESTAMP '2026-11-25 13:00:00')");

        assertThat(read(JdbcSource.table(Named.class, connections, "orders", "id"))
                        .get(0)
                        .body())
                .isEqualTo(new Named("Ada", Optional.of(LocalDateTime.of(2026, 11, 25, 13, 0))));
    }

    @Test
    void anAliasCountsOnlyWhereTheColumnOfTheNameIsNotThere() throws Exception {
        record Renamed(
                @Name("order_id") @Alias({"former", "id"}) long orderId) {}
        insert(1);

        for (String columns : List.of(
                "77 AS order_id, id, 5 AS former",
                "id, 5 AS former, 77 AS order_id",
                "id, 77 AS former",
                "77 AS former, id")) {
            assertThat(read(JdbcSource.query(
                                    Renamed.class, connections, "renamed", "SELECT " + columns + " FROM orders", "id"))
                            .get(0)
                            .body())
                    .as(columns)
                    .isEqualTo(new Renamed(77));
        }
    }

    @Test
    void aRowThatDoesNotFitFailsWhenItIsLookedAtAndTheOthersDoNot() throws Exception {
        execute("CREATE TABLE notes (id INT, amount VARCHAR(9), gift BOOLEAN)");
        execute("INSERT INTO notes VALUES (1, 'much', TRUE), (2, '3', TRUE)");
        record Note(int id, BigDecimal amount) {}

        List<SourceItem<Note>> items = read(JdbcSource.table(Note.class, connections, "notes", "id"));

        assertThatThrownBy(() -> items.get(0).body())
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("Note.amount");
        assertThat(items.get(0).bodyOrUnbound())
                .isInstanceOfSatisfying(UnboundBody.class, body -> assertThat(body.raw())
                        .isEqualTo(Map.of("id", 1, "amount", "much", "GIFT", true)));
        assertThat(items.get(1).body()).isEqualTo(new Note(2, new BigDecimal("3")));
    }

    @Test
    void aQueryIsReadLikeATable() throws Exception {
        insert(1, 2, 3, 4);

        assertThat(ids(read(JdbcSource.query(
                        MAP,
                        connections,
                        "even",
                        "SELECT id, customer_name AS name FROM orders WHERE MOD(id, 2) = 0",
                        "id"))))
                .containsExactly(2L, 4L);
    }

    @Test
    void textMayIncreaseToo() throws Exception {
        execute("CREATE TABLE codes (code VARCHAR(9))");
        execute("INSERT INTO codes VALUES ('b'), ('a'), ('c')");
        JdbcSource<Map<String, Object>> source = JdbcSource.table(MAP, connections, "codes", "code");

        assertThat(read(source, Optional.of(Position.of("id", "a"))).stream()
                        .map(item -> item.body().get("CODE")))
                .containsExactly("b", "c");
    }

    @Test
    void aRowThatIsChangedIsReadAgainByItsTime() throws Exception {
        insert(1, 2, 3);
        execute("UPDATE orders SET shipped = TIMESTAMP '2026-01-01 00:00:00.123456'");
        JdbcSource<Map<String, Object>> source = JdbcSource.table(MAP, connections, "orders", "id")
                .changedAt("shipped", Duration.ZERO)
                .askingEvery(Duration.ZERO);
        try (SourceReader<Map<String, Object>> reader = open(source, Optional.empty())) {
            assertThat(ids(reader.read(2, Duration.ZERO))).containsExactly(1L, 2L);
            assertThat(ids(reader.read(2, Duration.ZERO))).containsExactly(3L);
            assertThat(reader.read(2, Duration.ZERO)).isEmpty();

            execute("UPDATE orders SET shipped = TIMESTAMP '2026-01-01 00:00:00.123457' WHERE id = 2");
            assertThat(ids(reader.read(2, Duration.ZERO))).containsExactly(2L);
        }
    }

    @Test
    void aChangeIsReadOnceItIsOldEnoughWhateverTheZoneOfTheSession() throws Exception {
        LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
        insert(1, 2);
        changedAt(1, now.minusHours(2));
        changedAt(2, now);
        for (String zone : List.of("UTC", "Asia/Tokyo", "America/New_York")) {
            JdbcSource<Map<String, Object>> source = JdbcSource.table(MAP, inZone(zone), "orders", "id");
            for (String column : List.of("shipped", "paid_at")) {
                assertThat(ids(read(source.changedAt(column, Duration.ofHours(1)))))
                        .as("%s in %s", column, zone)
                        .containsExactly(1L);
            }
        }
    }

    @Test
    void readingGoesOnBehindEveryTimeWhateverTheZoneOfTheSession() throws Exception {
        LocalDateTime before = LocalDateTime.now(ZoneOffset.UTC).minusDays(2);
        insert(1, 2);
        changedAt(1, before);
        changedAt(2, before.plusHours(1));
        for (String zone : List.of("UTC", "Asia/Tokyo", "America/New_York")) {
            for (String column : List.of("shipped", "paid_at")) {
                JdbcSource<Map<String, Object>> source =
                        JdbcSource.table(MAP, inZone(zone), "orders", "id").changedAt(column, Duration.ZERO);
                Position first = read(source).get(0).position();

                assertThat(ids(read(source, Optional.of(first))))
                        .as("%s in %s", column, zone)
                        .containsExactly(2L);
            }
        }
    }

    private JdbcConnections inZone(String zone) {
        return () -> {
            Connection opened = connections.open();
            try (Statement statement = opened.createStatement()) {
                statement.execute("SET TIME ZONE '" + zone + "'");
            }
            return opened;
        };
    }

    private void changedAt(long id, LocalDateTime utc) throws SQLException {
        String text = utc.toString().replace('T', ' ');
        execute("UPDATE orders SET shipped = TIMESTAMP '" + text + "', paid_at = TIMESTAMP WITH TIME ZONE '" + text
                + "+00:00' WHERE id = " + id);
    }

    @Test
    void theDatabaseIsNotAskedAgainAtOnceWhenItHadNothing() throws Exception {
        JdbcSource<Map<String, Object>> patient = orders().askingEvery(Duration.ofHours(1));
        try (SourceReader<Map<String, Object>> reader = open(patient, Optional.empty())) {
            assertThat(reader.read(2, Duration.ZERO)).isEmpty();
            insert(1);
            assertThat(reader.read(2, Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void aPositionOfAnotherOrderIsRefused() throws Exception {
        JdbcSource<Map<String, Object>> timed =
                JdbcSource.table(MAP, connections, "orders", "id").changedAt("shipped", Duration.ZERO);

        assertThatThrownBy(() -> read(timed, Optional.of(Position.of("id", 1L))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("{id=1}")
                .hasMessageContaining("shipped and id");
    }

    @Test
    void aColumnThatIsNoWholeNumberIsRefused() throws Exception {
        execute("INSERT INTO orders (id, amount) VALUES (1, 1.5)");

        assertThatThrownBy(() -> read(JdbcSource.table(MAP, connections, "orders", "amount")))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("amount")
                .hasMessageContaining("1.5");
    }

    @Test
    void aNameThatNeedsQuotesIsRefused() {
        assertThatThrownBy(() -> JdbcSource.table(MAP, connections, "orders; DROP TABLE orders", "id"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs quotes");
    }

    @Test
    void anUrlThatNoDriverTakesIsNamedWithoutItsSecrets() {
        assertThatThrownBy(() -> JdbcConnections.to("jdbc:none:db?password=secret", new Properties())
                        .open())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("jdbc:none:db")
                .hasMessageNotContaining("secret");
    }

    private JdbcSource<Map<String, Object>> orders() {
        return JdbcSource.table(MAP, connections, "orders", "id").askingEvery(Duration.ZERO);
    }

    private void insert(long... ids) throws SQLException {
        for (long id : ids) {
            execute("INSERT INTO orders (id, customer_name) VALUES (" + id + ", 'Ada')");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static <T> SourceReader<T> open(JdbcSource<T> source, Optional<Position> from) throws SQLException {
        return source.read(source.partitions().get(0), from);
    }

    private static <T> List<SourceItem<T>> read(JdbcSource<T> source) throws Exception {
        return read(source, Optional.empty());
    }

    private static <T> List<SourceItem<T>> read(JdbcSource<T> source, Optional<Position> from) throws Exception {
        try (SourceReader<T> reader = open(source, from)) {
            return reader.read(100, Duration.ZERO);
        }
    }

    private static List<Object> ids(List<SourceItem<Map<String, Object>>> items) {
        List<Object> ids = new ArrayList<>();
        items.forEach(item -> ids.add(item.body().get("ID")));
        return ids;
    }
}

package io.npipeline.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.npipeline.message.Acknowledgement;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.MessageHeaders;
import io.npipeline.message.Origin;
import io.npipeline.node.ClaimedPartition;
import io.npipeline.node.FencedException;
import io.npipeline.node.NodeContext;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows and positions in databases that run in this JVM; PostgreSQL is tried by an integration test. */
class JdbcTransactionalSinkTest {

    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final JdbcWriter<String> INSERT = JdbcStatement.of(
            "INSERT INTO written VALUES (?)", (statement, message) -> statement.setString(1, message.body()));

    private final Path folder;

    JdbcTransactionalSinkTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static JdbcTransactionalSink<String> opened(JdbcTransactionalSink<String> sink) {
        sink.open(new Context());
        return sink;
    }

    private static JdbcTransactionalSink<String> sinkOf(TestDatabase database) {
        return opened(JdbcTransactionalSink.of(database.dataSource(), INSERT));
    }

    private static ClaimedPartition<String> claim(JdbcTransactionalSink<String> sink) throws Exception {
        return sink.claim("orders", 0, LIMIT);
    }

    private static List<KafkaMessage<String>> messages(@Nullable String... bodies) {
        return Arrays.stream(bodies).map(JdbcTransactionalSinkTest::message).toList();
    }

    @SuppressWarnings("unchecked") // of what is null or a string
    private static KafkaMessage<String> message(@Nullable String body) {
        return (KafkaMessage<String>) (KafkaMessage<?>) KafkaMessage.received(
                body,
                null,
                null,
                MessageHeaders.EMPTY,
                null,
                new Origin.Kafka("orders", 0, 0),
                Acknowledgement.DETACHED);
    }

    @ParameterizedTest
    @EnumSource
    void theNextOwnerGoesOnWhereTheLastCommitWas(TestDatabase.Kind kind) throws Exception {
        TestDatabase database = TestDatabase.of(kind, folder);
        ClaimedPartition<String> first = claim(sinkOf(database));
        assertThat(first.position()).isEmpty();
        first.write(messages("a", "b"), 2);
        first.write(List.of(), 5);
        first.write(messages("c"), 6);

        assertThat(claim(sinkOf(database)).position()).isEqualTo(OptionalLong.of(6));
        assertThat(database.written()).containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @EnumSource
    void whoWasClaimedFromCommitsNothingMore(TestDatabase.Kind kind) throws Exception {
        TestDatabase database = TestDatabase.of(kind, folder);
        ClaimedPartition<String> zombie = claim(sinkOf(database));
        zombie.write(messages("a"), 1);
        ClaimedPartition<String> owner = claim(sinkOf(database));

        assertThatExceptionOfType(FencedException.class)
                .isThrownBy(() -> zombie.write(messages("b"), 2))
                .withMessage("claim 2 of orders-0 of connector test came after this owner's, which is 1");
        assertThatExceptionOfType(FencedException.class).isThrownBy(() -> zombie.write(List.of(), 1));
        owner.write(messages("b"), 2);
        assertThatExceptionOfType(FencedException.class).isThrownBy(() -> zombie.write(messages("b"), 2));
        assertThat(database.written()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @EnumSource
    void nobodyCanClaimWhileAnOwnerIsInATransaction(TestDatabase.Kind kind) throws Exception {
        TestDatabase database = TestDatabase.of(kind, folder);
        JdbcTransactionalSink<String> other = sinkOf(database);
        claim(other);
        AtomicReference<Throwable> refusal = new AtomicReference<>();
        ClaimedPartition<String> owner =
                claim(opened(JdbcTransactionalSink.of(database.dataSource(), (connection, messages) -> {
                    INSERT.write(connection, messages);
                    try {
                        claim(other);
                    } catch (SQLException e) {
                        refusal.set(e);
                    }
                })));

        owner.write(messages("a"), 1);

        assertThat(refusal.get()).isNotNull();
        assertThat(claim(other).position()).isEqualTo(OptionalLong.of(1));
        assertThat(database.written()).containsExactly("a");
    }

    @ParameterizedTest
    @EnumSource
    void aFailureLeavesRowsAndPositionAsTheyWere(TestDatabase.Kind kind) throws Exception {
        TestDatabase database = TestDatabase.of(kind, folder);
        ClaimedPartition<String> owner = claim(sinkOf(database));
        owner.write(messages("a"), 1);

        assertThatThrownBy(() -> owner.write(messages("b", null), 3)).isInstanceOf(SQLException.class);
        assertThat(database.written()).containsExactly("a");
        owner.write(messages("b"), 2);
        assertThat(database.written()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @EnumSource
    void whatWasCommittedThoughTheAnswerWasLostIsNotWrittenAgain(TestDatabase.Kind kind) throws Exception {
        TestDatabase database = TestDatabase.of(kind, folder);
        LossyDataSource lossy = new LossyDataSource(database.dataSource());
        ClaimedPartition<String> owner = claim(opened(JdbcTransactionalSink.of(lossy, INSERT)));
        owner.write(messages("a"), 1);
        lossy.loseNextAnswer();
        assertThatThrownBy(() -> owner.write(messages("b", "c"), 3)).hasMessage("no answer");

        owner.write(List.of(), 1);
        owner.write(messages("b"), 2);
        owner.write(messages("c"), 3);
        owner.write(messages("d"), 4);

        assertThat(database.written()).containsExactly("a", "b", "c", "d");
    }

    @ParameterizedTest
    @EnumSource
    void aPositionThatSomebodyChangesUnderARunningTaskFencesIt(TestDatabase.Kind kind) throws Exception {
        TestDatabase database = TestDatabase.of(kind, folder);
        ClaimedPartition<String> owner = claim(sinkOf(database));
        owner.write(messages("a"), 10);
        database.execute("UPDATE npipeline_positions SET next_offset = 4");

        assertThatExceptionOfType(FencedException.class)
                .isThrownBy(() -> owner.write(messages("b"), 11))
                .withMessage("the position of orders-0 of connector test is 4 where this owner stored 10");
        database.execute("DELETE FROM npipeline_positions");
        assertThatExceptionOfType(FencedException.class)
                .isThrownBy(() -> owner.write(messages("b"), 11))
                .withMessage("the position of orders-0 of connector test was removed");
        assertThat(database.written()).containsExactly("a");
    }

    @ParameterizedTest
    @EnumSource
    void connectorsTopicsAndPartitionsHaveRowsOfTheirOwn(TestDatabase.Kind kind) throws Exception {
        TestDatabase database = TestDatabase.of(kind, folder);
        JdbcTransactionalSink<String> sink = sinkOf(database);
        sink.claim("orders", 0, LIMIT).write(messages("a"), 1);
        sink.claim("orders", 1, LIMIT).write(messages("b"), 2);
        sink.claim("bills", 0, LIMIT).write(messages("c"), 3);

        assertThat(database.query("SELECT topic || '-' || partition_number || ' of ' || connector || ' at '"
                        + " || next_offset FROM npipeline_positions ORDER BY next_offset"))
                .containsExactly("orders-0 of test at 1", "orders-1 of test at 2", "bills-0 of test at 3");
    }

    @ParameterizedTest
    @EnumSource
    void aTableThatIsThereIsUsedAndOneThatLacksAColumnRefused(TestDatabase.Kind kind) throws Exception {
        TestDatabase database = TestDatabase.of(kind, folder);
        database.execute("CREATE TABLE mine (connector VARCHAR(9), topic VARCHAR(9), partition_number INTEGER,"
                + " epoch BIGINT, next_offset BIGINT)");
        database.execute("INSERT INTO mine VALUES ('test', 'orders', 0, 7, 44)");
        database.execute("CREATE TABLE lacking (connector VARCHAR(9), topic VARCHAR(9))");
        JdbcTransactionalSink<String> sink = JdbcTransactionalSink.of(database.dataSource(), INSERT);

        assertThat(claim(opened(sink.withPositionTable("mine"))).position()).isEqualTo(OptionalLong.of(44));
        assertThat(database.query("SELECT epoch FROM mine")).containsExactly("8");
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> claim(opened(sink.withPositionTable("lacking"))))
                .withMessageContaining("Make it with: CREATE TABLE lacking (connector VARCHAR(255) NOT NULL,");
    }

    @ParameterizedTest
    @EnumSource
    void connectionsOfItsOwnAreKeptAndClosed(TestDatabase.Kind kind) throws Exception {
        TestDatabase database = TestDatabase.of(kind, folder);
        List<Connection> used = new ArrayList<>();
        JdbcTransactionalSink<String> sink =
                opened(JdbcTransactionalSink.connectingTo(database.url(), "sa", "", (connection, messages) -> {
                    used.add(connection);
                    INSERT.write(connection, messages);
                }));
        ClaimedPartition<String> owner = claim(sink);
        owner.write(messages("a"), 1);
        owner.write(messages("b"), 2);
        assertThat(used.get(1)).isSameAs(used.get(0));
        assertThat(used.get(1).isClosed()).isFalse();
        sink.close();

        assertThat(used.get(1).isClosed()).isTrue();
        assertThat(database.written()).containsExactly("a", "b");
    }

    @Test
    void aConnectionThatBrokeTakesTheIdleOnesWithIt() throws Exception {
        TestDatabase database = TestDatabase.of(TestDatabase.Kind.H2, folder);
        List<Connection> used = new ArrayList<>();
        List<ClaimedPartition<String>> partitions = new ArrayList<>();
        JdbcTransactionalSink<String> sink =
                opened(JdbcTransactionalSink.connectingTo(database.url(), "sa", "", (connection, messages) -> {
                    used.add(connection);
                    String body = String.valueOf(messages.get(0).body());
                    if (body.equals("two at a time")) {
                        partitions.get(1).write(messages("other"), 1);
                    } else if (body.equals("broken")) {
                        connection.close();
                    }
                    INSERT.write(connection, messages);
                }));
        partitions.add(sink.claim("orders", 0, LIMIT));
        partitions.add(sink.claim("orders", 1, LIMIT));
        partitions.get(0).write(messages("two at a time"), 1);
        assertThat(used.get(1)).isNotSameAs(used.get(0));

        assertThatThrownBy(() -> partitions.get(0).write(messages("broken"), 2)).isInstanceOf(SQLException.class);

        assertThat(used)
                .allSatisfy(connection -> assertThat(connection.isClosed()).isTrue());
        partitions.get(0).write(messages("fine"), 2);
        assertThat(database.written()).containsExactly("fine", "other", "two at a time");
    }

    @Test
    void aUrlWithoutADriverSaysWhereItsJarBelongs() {
        JdbcTransactionalSink<String> sink =
                opened(JdbcTransactionalSink.connectingTo("jdbc:none:x", "user", "secret", INSERT));
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> claim(sink))
                .withMessage(
                        "No JDBC driver for jdbc:none:x beside the connector: its jar belongs into the same folder");
    }

    @Test
    void namesAndLimitsThatCannotBeAreRefused() throws Exception {
        TestDatabase database = TestDatabase.of(TestDatabase.Kind.H2, folder);
        JdbcTransactionalSink<String> sink = JdbcTransactionalSink.of(database.dataSource(), INSERT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sink.withPositionTable("x; DROP TABLE y"))
                .withMessage("The table of positions must have a plain name, with a schema or without,"
                        + " not \"x; DROP TABLE y\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sink.withIdleLimit(Duration.ofNanos(1)))
                .withMessage("The idle limit must be at least a millisecond, not PT0.000000001S");
    }

    private record Context() implements NodeContext {
        @Override
        public String nodeName() {
            return "store";
        }

        @Override
        public String connectorName() {
            return "test";
        }

        @Override
        public int taskId() {
            return 0;
        }

        @Override
        public boolean stopping() {
            return false;
        }
    }
}

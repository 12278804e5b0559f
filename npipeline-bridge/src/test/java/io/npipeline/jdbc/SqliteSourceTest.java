package io.npipeline.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.node.SourceItem;
import io.npipeline.node.SourceReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database whose numbers are as long as they need to be. */
class SqliteSourceTest {

    record Thing(long id, String name, double price) {}

    @Test
    void rowsAreReadInTheOrderOfTheirColumn(@TempDir Path folder) throws Exception {
        JdbcConnections connections =
                JdbcConnections.to("jdbc:sqlite:" + folder.resolve("things.db"), new Properties());
        try (Connection connection = connections.open();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT, price REAL)");
            statement.execute("INSERT INTO things VALUES (5000000000, 'nut', 0.5), (1, 'bolt', 1)");
        }
        JdbcSource<Thing> source =
                JdbcSource.table(Thing.class, connections, "things", "id").askingEvery(Duration.ZERO);
        try (SourceReader<Thing> reader = source.read(source.partitions().get(0), Optional.empty())) {
            assertThat(reader.read(1, Duration.ZERO).stream().map(SourceItem::body))
                    .containsExactly(new Thing(1, "bolt", 1));
            assertThat(reader.read(1, Duration.ZERO).stream().map(SourceItem::body))
                    .containsExactly(new Thing(5_000_000_000L, "nut", 0.5));
            assertThat(reader.read(1, Duration.ZERO)).isEmpty();
        }
    }
}

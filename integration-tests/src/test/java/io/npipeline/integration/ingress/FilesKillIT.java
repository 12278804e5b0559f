package io.npipeline.integration.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.npipeline.deployment.ConnectClient;
import io.npipeline.integration.environment.CommittedRecords;
import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.ConnectorConfigs;
import io.npipeline.integration.pipelines.FilesPipeline;
import io.npipeline.integration.relay.DeadLetters;
import io.npipeline.integration.relay.RelayEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL of the worker while it reads a folder of files, exactly once: readers of committed records see each row once, and
 * when a file was moved all of its rows are there.
 *
 * <p>The suite kills a few times; the profile {@code campaign} does it at length. The seed is printed, and
 * {@code -Dcampaign.seed} repeats it.
 */
class FilesKillIT {

    private static final int FILES = Integer.getInteger("campaign.files", 60);
    private static final int KILLS = Math.min(Integer.getInteger("campaign.kills", 3), FILES / 4);
    private static final long SEED = Long.getLong("campaign.seed", new Random().nextLong());
    private static final int ROWS = 40;
    private static final int PARTITIONS = 3;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static ConnectEnvironment environment;

    /** What the sample reads. */
    private static Path orders;

    @BeforeAll
    static void start(@TempDir Path folder) {
        orders = folder;
        environment = RelayEnvironment.exactlyOnce(
                FilesKillIT.class, settings -> settings.withEnvironment("ORDERS_FOLDER", orders.toString()));
    }

    @AfterAll
    static void stop() {
        environment.close();
    }

    @Test
    void eachRowIsWrittenOnceAndAMovedFileIsStored() {
        System.out.println("The kills are those of -Dcampaign.seed=" + SEED);
        Random random = new Random(SEED);
        RowFiles files = new RowFiles(environment.file("rows"), ROWS);
        files.put(0, FILES / 2);
        environment.topics().create("rows", PARTITIONS);
        environment.topics().create("rows-dead", 1);
        try (CommittedRecords rows = environment.topics().committedRecords(PARTITIONS, "rows");
                CommittedRecords dead = environment.topics().committedRecords(1, "rows-dead")) {
            environment.connect().put("rows", config(files.folder()));
            OperatedConnector connector = new OperatedConnector(environment, "rows");
            for (int kill = 1; kill <= KILLS; kill++) {
                if (kill == 2) {
                    files.put(FILES / 2, FILES);
                }
                int moved = files.moved() + 1 + random.nextInt(3);
                connector.await(() -> files.moved() >= moved);
                environment.worker().kill();
                assertThat(files.left()).as("files left at kill %d", kill).isNotEmpty();
                List<String> stored = files.outputsOfMoved();
                await().atMost(LIMIT).untilAsserted(() -> assertThat(values(rows))
                        .as("rows of moved files")
                        .containsAll(stored));
                environment.worker().restart();
            }

            connector.await(() -> files.left().isEmpty());
            List<String> expected = files.outputs(FILES);
            await().atMost(LIMIT).until(() -> rows.count() >= expected.size());
            assertThat(values(rows)).containsExactlyInAnyOrderElementsOf(expected);
            await().atMost(LIMIT).until(() -> dead.count() >= FILES);
            assertThat(DeadLetters.items(dead.records()))
                    .containsExactlyInAnyOrderElementsOf(RowFiles.deadLetters(FILES));
        }
    }

    @Test
    void theSampleReadsAFolderOfOrders() throws IOException {
        environment.topics().create("orders", 1);
        environment.topics().create("orders-dead-letters", 1);
        Files.writeString(orders.resolve("monday.csv"), """
                id,customer,quantity,unitPrice,currency
                o-1,"Ada, Countess",3,19.99,USD
                o-2,Eve,many,1,EUR
                """);
        Path root = Path.of(System.getProperty("project.root"));
        environment.connect().put(ConnectClient.readBody(root.resolve("config/orders-ingress.json")));

        await().atMost(LIMIT).until(() -> Files.exists(orders.resolve("done/monday.csv")));

        List<ConsumerRecord<@Nullable String, @Nullable String>> stored =
                environment.topics().read("orders");
        assertThat(stored).hasSize(1);
        assertThat(stored.get(0).key()).isEqualTo("Ada, Countess");
        assertThat(new ObjectMapper().readTree(stored.get(0).value())).isEqualTo(new ObjectMapper().readTree("""
                {"id": "o-1", "customer": "Ada, Countess", "quantity": 3, "unitPrice": "19.99", "currency": "USD"}"""));
        assertThat(DeadLetters.items(environment.topics().read("orders-dead-letters")))
                .containsExactly("\"o-2,Eve,many,1,EUR\"");
        environment.connect().delete("orders-ingress");
    }

    @Test
    void atLeastOnceFilesAreMovedToo() {
        RowFiles files = new RowFiles(environment.file("plain-rows"), ROWS);
        files.put(0, 3);
        environment.topics().create("plain-rows", 1);
        environment.topics().create("plain-dead", 1);
        Map<String, String> config = config(files.folder());
        config.put("npipeline.topic", "plain-rows");
        config.put("npipeline.dead.letter.topic", "plain-dead");
        config.keySet()
                .removeAll(List.of("npipeline.delivery.semantic", "exactly.once.support", "transaction.boundary"));
        environment.connect().put("plain", config);

        await().atMost(LIMIT).until(() -> files.moved() == 3 && files.left().isEmpty());

        assertThat(environment.topics().read("plain-rows").stream().map(ConsumerRecord::value))
                .containsExactlyInAnyOrderElementsOf(files.outputs(3));
        environment.connect().delete("plain");
    }

    private static Map<String, String> config(Path folder) {
        Map<String, String> config = ConnectorConfigs.source(FilesPipeline.class.getName(), "rows");
        config.put("npipeline.pipeline.param.folder", folder.toString());
        config.put("npipeline.pipeline.param.work.ms", "10");
        config.put("npipeline.max.degree.of.parallelism", "4");
        // Small transactions, so that a kill comes between many of them.
        config.put("npipeline.max.in.flight.records", "60");
        config.put("npipeline.delivery.semantic", "exactly_once");
        config.put("exactly.once.support", "required");
        config.put("transaction.boundary", "connector");
        config.put("producer.override.transaction.timeout.ms", "3000");
        config.put("npipeline.dead.letter.destination", "kafka");
        config.put("npipeline.dead.letter.topic", "rows-dead");
        return config;
    }

    /** Reads on first. */
    private static List<@Nullable String> values(CommittedRecords records) {
        records.count();
        return records.records().stream().map(ConsumerRecord::value).toList();
    }
}

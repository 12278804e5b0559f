package io.npipeline.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.ConnectorConfigs;
import io.npipeline.integration.environment.StoredRows;
import io.npipeline.integration.pipelines.SlowLinesPipeline;
import io.npipeline.integration.pipelines.SlowStorePipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SIGKILL of the worker at bad moments: nothing is lost, and what runs again is stored once. */
class WorkerKillIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int KILLS = 5;
    private static final int IN_FLIGHT = 1_500;
    private static final Path STRIKES = Path.of(System.getProperty("project.root"), "quickstart/data/birdstrikes.csv");

    private ConnectEnvironment environment;

    @BeforeEach
    void start() {
        // Positions of sources are stored at this interval only. It is above the one at which the sink task asks for
        // commits: the task waits for messages in flight at a commit it did not ask for.
        environment = ConnectEnvironment.start(
                WorkerKillIT.class, settings -> settings.withProperty("offset.flush.interval.ms", "1000"));
    }

    @AfterEach
    void stop() {
        environment.close();
    }

    @Test
    void everyRowOfTheFileIsStoredWithItsFullContent() throws IOException {
        Map<String, List<String>> expected = rowsOfFile();
        int total = expected.size();
        ingestFile(total);
        Path database = environment.file("stored.db");
        startSlowStore(database);

        for (int kill = 0; kill < KILLS; kill++) {
            long before = environment.topics().committedRecords("store");
            await().atMost(LIMIT).until(() -> environment.topics().committedRecords("store") > before);
            StoredRows atKill = StoredRows.read(database);
            // Records are taken in until IN_FLIGHT are unsettled and again once half of them are settled, so with more
            // than that left to store, at least half as many are in flight.
            assertThat(total - atKill.count())
                    .as("rows not stored at kill %d", kill)
                    .isGreaterThan(IN_FLIGHT);
            environment.worker().kill();
            environment.worker().restart();
        }

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(environment.topics().committedRecords("store"))
                        .isEqualTo(total));
        StoredRows stored = StoredRows.read(database);
        assertThat(contents(stored)).isEqualTo(expected);
        assertThat(stored.writtenAgain())
                .as("rows that ran again, so that the kills bit")
                .isPositive();
    }

    @Test
    void ingressResumesWithoutLosingAnItem() {
        int partitions = 2;
        int count = 3_000;
        environment.topics().create("numbers", 3);
        Map<String, String> config = ConnectorConfigs.source(SlowLinesPipeline.class.getName(), "numbers");
        config.put("tasks.max", "2");
        config.put("npipeline.max.degree.of.parallelism", "4");
        config.put("npipeline.max.in.flight.records", "500");
        config.put("npipeline.pipeline.param.partitions", Integer.toString(partitions));
        config.put("npipeline.pipeline.param.count", Integer.toString(count));
        config.put("npipeline.pipeline.param.work.ms", "8");
        environment.connect().put("numbers", config);

        long total = (long) partitions * count;
        for (int kill = 1; kill <= 2; kill++) {
            long target = total * kill / 4;
            await().atMost(LIMIT).until(() -> environment.topics().count("numbers") > target);
            environment.worker().kill();
            environment.worker().restart();
        }

        Set<String> expected = new HashSet<>();
        for (int series = 0; series < partitions; series++) {
            for (int number = 1; number <= count; number++) {
                expected.add(series + ":" + number + "=" + number);
            }
        }
        await().atMost(LIMIT).until(() -> new HashSet<>(producedNumbers()).size() >= expected.size());
        List<String> produced = producedNumbers();
        assertThat(new HashSet<>(produced)).isEqualTo(expected);
        assertThat(environment.connect().offsets("numbers").toString())
                .as("positions carry their version")
                .contains("\"v\":1");
        // A restart from the beginning would have produced some 3/4 of all again.
        assertThat(produced.size()).as("items read again after two kills").isLessThan((int) (total * 3 / 2));
    }

    private List<String> producedNumbers() {
        List<String> produced = new ArrayList<>();
        for (ConsumerRecord<String, String> record : environment.topics().read("numbers")) {
            produced.add(record.key() + "=" + record.value());
        }
        return produced;
    }

    private void ingestFile(int total) {
        environment.topics().create("strikes", 4);
        Map<String, String> config = ConnectorConfigs.source("com.example.strikes.StrikesIngress", "strikes");
        config.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        config.put("value.converter.schemas.enable", "false");
        config.put("npipeline.pipeline.param.file", STRIKES.toString());
        config.put("npipeline.dead.letter.destination", "kafka");
        config.put("npipeline.dead.letter.topic", "dead-letters");
        environment.connect().put("ingest", config);
        await().atMost(LIMIT).until(() -> environment.topics().count("strikes") == total);
        // A kill before its position is stored would make it read the file again: the other test's matter.
        environment.connect().delete("ingest");
    }

    private void startSlowStore(Path database) {
        Map<String, String> config = ConnectorConfigs.sink(SlowStorePipeline.class, "strikes");
        config.put("npipeline.pipeline.param.database", database.toString());
        config.put("npipeline.pipeline.param.work.ms", "12");
        config.put("npipeline.max.degree.of.parallelism", "8");
        config.put("npipeline.max.in.flight.records", Integer.toString(IN_FLIGHT));
        config.put("npipeline.commit.interval.ms", "200");
        environment.connect().put("store", config);
    }

    private static Map<String, List<String>> rowsOfFile() throws IOException {
        Map<String, List<String>> rows = new HashMap<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(STRIKES)) {
            for (CsvRecord record : reader) {
                if (record.getStartingLineNumber() > 1) {
                    rows.put("birdstrikes.csv:" + record.getStartingLineNumber(), record.getFields());
                }
            }
        }
        return rows;
    }

    /** Each stored JSON object's values without its first, which is the id once more. */
    private static Map<String, List<String>> contents(StoredRows stored) throws IOException {
        ObjectMapper json = new ObjectMapper();
        Map<String, List<String>> contents = new HashMap<>();
        for (Map.Entry<String, String> row : stored.contents().entrySet()) {
            List<String> values = new ArrayList<>();
            json.readTree(row.getValue()).elements().forEachRemaining(value -> values.add(value.asText()));
            contents.put(row.getKey(), List.copyOf(values.subList(1, values.size())));
        }
        return contents;
    }
}

package io.npipeline.integration;

import static io.npipeline.integration.pipelines.MeasuredPipeline.DEAD;
import static io.npipeline.integration.pipelines.MeasuredPipeline.SKIP;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.ConnectorConfigs;
import io.npipeline.integration.environment.TaskReadings;
import io.npipeline.integration.environment.WorkerJmx;
import io.npipeline.integration.pipelines.EventFile;
import io.npipeline.integration.pipelines.MeasuredPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A sink connector of {@link MeasuredPipeline}, what was sent to its topic, and what it says of itself over JMX. Used by the
 * thread of the tests.
 */
final class MeasuredConnector {

    static final String NAME = "measured";
    static final String LETTERS = "measured-dead";
    static final int MAX_IN_FLIGHT = 40;

    private final ConnectEnvironment environment;
    private final TaskReadings readings;
    private final Path folder;
    private final List<ProducerRecord<@Nullable String, @Nullable String>> sent = new ArrayList<>();

    MeasuredConnector(ConnectEnvironment environment, WorkerJmx jmx) throws IOException {
        this.environment = environment;
        readings = new TaskReadings(jmx, NAME);
        folder = Files.createDirectories(environment.file("folder"));
    }

    Map<String, String> config(int tasks) {
        Map<String, String> config = ConnectorConfigs.sink(MeasuredPipeline.class, NAME);
        config.put("tasks.max", Integer.toString(tasks));
        config.put("npipeline.pipeline.param.folder", folder.toString());
        config.put("npipeline.metrics.class", EventFile.class.getName());
        config.put("npipeline.metrics.lag.interval.ms", "1000");
        config.put("npipeline.commit.interval.ms", "200");
        config.put("npipeline.max.in.flight.records", Integer.toString(MAX_IN_FLIGHT));
        config.put("consumer.override.isolation.level", "read_committed");
        config.put("npipeline.kafka.bootstrap.servers", environment.broker().bootstrapServers());
        config.put("npipeline.dead.letter.destination", "kafka");
        config.put("npipeline.dead.letter.topic", LETTERS);
        config.put("npipeline.drain.timeout.ms", "500");
        return config;
    }

    void send(TopicPartition partition, String key, String body) {
        ProducerRecord<@Nullable String, @Nullable String> record =
                new ProducerRecord<>(partition.topic(), partition.partition(), key, body);
        environment.topics().sendAll(List.of(record));
        sent.add(record);
    }

    void sendMany(TopicPartition partition, String prefix, int count) {
        List<ProducerRecord<@Nullable String, @Nullable String>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(new ProducerRecord<>(
                    partition.topic(), partition.partition(), prefix + "-key-" + i, prefix + "-" + i));
        }
        environment.topics().sendAll(records);
        sent.addAll(records);
    }

    Map<String, Object> task() {
        return readings.task();
    }

    Map<String, Object> node(String node) {
        return readings.node(node);
    }

    Map<String, Object> partition(TopicPartition partition) {
        return readings.partition("topic=" + partition.topic() + ",partition=" + partition.partition());
    }

    static long number(Map<String, Object> values, String metric) {
        return (long) Objects.requireNonNull(values.get(metric));
    }

    static double latency(Map<String, Object> values, String metric) {
        return (double) Objects.requireNonNull(values.get(metric));
    }

    long end(TopicPartition partition) {
        return Objects.requireNonNull(
                environment.topics().ends(partition.topic()).get(partition));
    }

    long lines(String file) throws IOException {
        Path path = folder.resolve(file);
        return Files.exists(path) ? Files.readAllLines(path).size() : 0;
    }

    /** How many records were sent whose bodies begin so. */
    long sent(String prefix) {
        return sent.stream()
                .filter(record -> String.valueOf(record.value()).startsWith(prefix))
                .count();
    }

    /** All that was sent is done: every value is known, whatever went before. */
    void assertIdle() throws IOException {
        Map<TopicPartition, Long> ends = environment.topics().ends(NAME);
        assertThat(ends.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(sent.size());
        long checkFailures = lines("check-failures");
        long storeFailures = lines("store-failures");
        long delivered = sent.size() - sent(SKIP) - sent(DEAD);
        assertThat(lines("effects")).isEqualTo(delivered);
        assertThat(environment.topics().count(LETTERS)).isEqualTo(sent(DEAD));

        Map<String, Object> task = task();
        assertThat(task)
                .containsAllEntriesOf(TaskReadings.IDLE)
                .containsEntry("records-in-total", (long) sent.size())
                .containsEntry("records-settled-total", (long) sent.size())
                .containsEntry("retried-total", checkFailures + storeFailures - sent(SKIP) - sent(DEAD))
                .containsEntry("skipped-total", sent(SKIP))
                .containsEntry("dead-lettered-total", sent(DEAD))
                .containsEntry("paused", 0L)
                .containsEntry("lag", 0L);
        assertThat(number(task, "commit-requested-total")).isPositive();
        assertThat(node("texts")).containsEntry("in-total", (long) sent.size()).containsEntry("failed-total", 0L);
        assertThat(node("check"))
                .containsEntry("in-total", (long) sent.size())
                .containsEntry("out-total", delivered)
                .containsEntry("failed-total", checkFailures)
                .containsEntry("retried-total", checkFailures - sent(SKIP) - sent(DEAD))
                .containsEntry("skipped-total", sent(SKIP))
                .containsEntry("dead-lettered-total", sent(DEAD))
                .containsEntry("circuit-open", 0L);
        assertThat(node("store"))
                .containsEntry("in-total", delivered)
                .containsEntry("out-total", delivered)
                .containsEntry("failed-total", storeFailures)
                .containsEntry("retried-total", storeFailures)
                .containsEntry("skipped-total", 0L)
                .containsEntry("dead-lettered-total", 0L)
                .containsEntry("circuit-open", 0L);
        Map<TopicPartition, Long> committed = environment.topics().committed(NAME);
        ends.forEach((partition, end) -> assertThat(partition(partition))
                .containsEntry("frontier-offset", end)
                .containsEntry("end-offset", end)
                .containsEntry("lag", 0L)
                .containsEntry("records-in-flight", 0L)
                .containsEntry("oldest-unsettled-age-ms", 0L)
                .satisfies(values ->
                        assertThat(committed.getOrDefault(partition, end)).isEqualTo(values.get("frontier-offset"))));
        assertThat(events()).contains("lag\t" + NAME + "\t0\t0", "lag\t" + NAME + "\t1\t0", "lag\t" + NAME + "\t2\t0");
    }

    /** How many records were sent. */
    int sentRecords() {
        return sent.size();
    }

    /** How often the user's class was told of the lag of a partition. */
    long looks(TopicPartition partition) throws IOException {
        return events().stream()
                .filter(event -> event.startsWith("lag\t" + partition.topic() + "\t" + partition.partition() + "\t"))
                .count();
    }

    /** What the user's class was told of. */
    List<String> events() throws IOException {
        return Files.readAllLines(folder.resolve("events"));
    }

    /** Makes a file that has the pipeline do something until it is deleted. */
    Path cause(String what) throws IOException {
        return Files.createFile(folder.resolve(what));
    }
}

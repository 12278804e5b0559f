package io.npipeline.integration.relay;

import static org.awaitility.Awaitility.await;

import io.npipeline.integration.environment.CommittedRecords;
import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.ConnectorConfigs;
import io.npipeline.integration.environment.Topics;
import io.npipeline.integration.pipelines.DropLastOutput;
import io.npipeline.integration.pipelines.NumberedOutputsPipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/**
 * A relay from {@link Inputs} to numbered outputs, with what it wrote so far.
 *
 * <p>Not thread safe.
 */
final class RelayRun implements AutoCloseable {

    static final String CONNECTOR = "relay";
    static final int TASKS = 2;

    private static final int PARTITIONS = 8;
    private static final String ODD_TOPIC = "odd";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final ConnectEnvironment environment;
    private final Topics source;
    private final int outputs;
    private final Map<String, String> config;
    private final CommittedRecords written;
    private final CommittedRecords deadLetters;
    private final List<TopicPartition> partitions;
    private Inputs inputs;

    /**
     * Stores the inputs; the connector is not started yet.
     *
     * @param outputs how many outputs each input has
     */
    RelayRun(ConnectEnvironment environment, Inputs inputs, int outputs) {
        this(environment, environment.topics(), inputs, outputs);
    }

    /**
     * The same with inputs of another cluster.
     *
     * @param source that cluster; it belongs to the caller
     */
    RelayRun(ConnectEnvironment environment, Topics source, Inputs inputs, int outputs) {
        this.environment = environment;
        this.source = source;
        this.inputs = inputs;
        this.outputs = outputs;
        partitions = new ArrayList<>(partitions(Inputs.TOPIC, 0, PARTITIONS));
        source.create(Inputs.TOPIC, PARTITIONS);
        for (String topic : List.of(ODD_TOPIC, NumberedOutputsPipeline.EVEN_TOPIC)) {
            environment.topics().create(topic, PARTITIONS);
        }
        environment.topics().create(DeadLetters.TOPIC, 1);
        source.sendAll(inputs.records());
        written = environment.topics().committedRecords(PARTITIONS, ODD_TOPIC, NumberedOutputsPipeline.EVEN_TOPIC);
        deadLetters = environment.topics().committedRecords(1, DeadLetters.TOPIC);
        config = config();
    }

    private Map<String, String> config() {
        Map<String, String> common = new HashMap<>(ConnectorConfigs.relay(
                NumberedOutputsPipeline.class,
                Inputs.TOPIC,
                ODD_TOPIC,
                environment.broker().bootstrapServers()));
        common.put("tasks.max", Integer.toString(TASKS));
        common.put("npipeline.pipeline.param.outputs", Integer.toString(outputs));
        common.put("npipeline.pipeline.param.work.ms", "8");
        common.put("npipeline.max.degree.of.parallelism", "16");
        // Small transactions, so that a kill comes in many of them.
        common.put("npipeline.max.in.flight.records", "500");
        common.put("npipeline.transaction.max.wait.ms", "0");
        common.put("producer.override.transaction.timeout.ms", "3000");
        common.put("npipeline.dead.letter.destination", "kafka");
        common.put("npipeline.dead.letter.topic", DeadLetters.TOPIC);
        return common;
    }

    /** With a transformation that drops exactly the last output of each input, and no dead letter. */
    RelayRun droppingLastOutputs() {
        config.put("transforms", "drop");
        config.put("transforms.drop.type", DropLastOutput.class.getName());
        config.put("transforms.drop.predicate", "dead");
        config.put("transforms.drop.negate", "true");
        config.put("predicates", "dead");
        config.put("predicates.dead.type", "org.apache.kafka.connect.transforms.predicates.TopicNameMatches");
        config.put("predicates.dead.pattern", DeadLetters.TOPIC);
        return this;
    }

    /** The bodies of one key are retried as long as the file is there. */
    RelayRun stuckBehind(Path gate) {
        return with("npipeline.pipeline.param.gate", gate.toString());
    }

    RelayRun with(String key, String value) {
        config.put(key, value);
        return this;
    }

    /** Reads the topics whose names match, instead of the one of the inputs. */
    RelayRun matching(String regex) {
        config.remove("npipeline.source.topics");
        return with("npipeline.source.topics.regex", regex);
    }

    RelayRun start() {
        environment.connect().put(CONNECTOR, config);
        environment.connect().waitUntilRunning(CONNECTOR, TASKS, LIMIT);
        return this;
    }

    /** Adds partitions to the topic of the inputs, and to those partitions inputs of other keys. */
    void grow(int morePartitions, int moreKeys) {
        List<TopicPartition> more = partitions(Inputs.TOPIC, PARTITIONS, PARTITIONS + morePartitions);
        source.grow(Inputs.TOPIC, PARTITIONS + morePartitions);
        addInputs(more, moreKeys);
    }

    /** Adds a topic of inputs of other keys. */
    void addTopic(String topic, int itsPartitions, int moreKeys) {
        source.create(topic, itsPartitions);
        addInputs(partitions(topic, 0, itsPartitions), moreKeys);
    }

    private void addInputs(List<TopicPartition> more, int moreKeys) {
        partitions.addAll(more);
        Inputs all = new Inputs(inputs.keys() + moreKeys, inputs.perKey());
        source.sendAll(all.records(inputs.keys(), more));
        inputs = all;
    }

    private static List<TopicPartition> partitions(String topic, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    /** Records that readers can see. */
    int written() {
        return written.count();
    }

    /** How many records there are in the end, dead letters not counted. */
    int expected() {
        return expectedOutputs().size();
    }

    private Set<String> expectedOutputs() {
        return inputs.expectedOutputs(config.containsKey("transforms") ? outputs - 1 : outputs, partitions.size());
    }

    /** Returns when nothing is missing and nothing under way, with what else is wrong. */
    Findings awaitAll() {
        source.sendAll(Inputs.ends(partitions));
        Duration limit = LIMIT.plusMillis(inputs.count());
        await().atMost(limit).pollInterval(Duration.ofSeconds(1)).until(() -> {
            written.count();
            deadLetters.count();
            return findings().lost().isEmpty() && deadLetterFindings().lost().isEmpty();
        });
        return findings();
    }

    Findings findings() {
        return Findings.of(expectedOutputs(), written.records());
    }

    /** What is wrong with the dead letters, as they stand after {@link #awaitAll}. */
    Findings deadLetterFindings() {
        return Findings.ofBodies(inputs.expectedDeadLetters(), DeadLetters.items(deadLetters.records()));
    }

    @Override
    public void close() {
        written.close();
        deadLetters.close();
    }
}

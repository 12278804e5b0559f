package io.npipeline.kafka.connect.source;

import static io.npipeline.kafka.connect.source.ScriptedConsumer.partition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.npipeline.node.SourcePartition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.storage.StringConverter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The connector of a relay: its partitions, its promises, and the positions it lets users store. */
class RelayConnectorTest {

    private final ScriptedConsumer consumer = new ScriptedConsumer(0);
    private final NPipelineSourceConnector connector = new NPipelineSourceConnector(consumer);
    private final Map<String, String> settings = new HashMap<>(Map.of(
            "name", "relay",
            "npipeline.topic", "lines",
            "npipeline.pipeline.class", TestPipelines.Relay.class.getName(),
            "npipeline.source.topics", "orders,returns",
            "npipeline.kafka.bootstrap.servers", "localhost:9092",
            "npipeline.source.key.converter", StringConverter.class.getName(),
            "npipeline.source.value.converter", StringConverter.class.getName()));

    private void topic(String name, int partitionCount) {
        Node broker = new Node(0, "localhost", 9092);
        Node[] replicas = {broker};
        consumer.updatePartitions(
                name,
                IntStream.range(0, partitionCount)
                        .mapToObj(number -> new PartitionInfo(name, number, broker, replicas, replicas))
                        .toList());
    }

    @Test
    void thePartitionsOfAllTopicsAreDividedAmongTheTasks() {
        topic("orders", 3);
        topic("returns", 2);

        connector.start(settings);
        List<Map<String, String>> tasks = connector.taskConfigs(2);

        assertThat(tasks).extracting(RelayConnectorTest::partitionsOf).satisfies(divided -> {
            assertThat(divided).hasSize(2);
            assertThat(divided.stream().flatMap(List::stream))
                    .extracting(SourcePartition::toString)
                    .containsExactlyInAnyOrder(
                            "{partition=0, topic=orders}",
                            "{partition=1, topic=orders}",
                            "{partition=2, topic=orders}",
                            "{partition=0, topic=returns}",
                            "{partition=1, topic=returns}");
        });
        assertThat(tasks).extracting(task -> task.get("npipeline.task.id")).containsExactly("0", "1");
    }

    @AfterEach
    void stop() {
        connector.stop();
    }

    private static List<SourcePartition> partitionsOf(Map<String, String> task) {
        return new NPipelineSourceConnectorConfig(task).assignedPartitions().partitions();
    }

    @Test
    void aTopicThatDoesNotExistFailsTheConnectorNamingIt() {
        topic("orders", 1);

        assertThatThrownBy(() -> connector.start(settings))
                .isInstanceOf(ConnectException.class)
                .hasMessage("The topic \"returns\" of npipeline.source.topics does not exist at localhost:9092");
        assertThat(consumer.closings()).isEqualTo(1);
    }

    @Test
    void brokersThatDoNotAnswerFailTheConnectorNamingThem() {
        consumer.failingToList(new TimeoutException("no answer"));
        settings.put("npipeline.source.consumer.bootstrap.servers", "elsewhere:9092");

        assertThatThrownBy(() -> connector.start(settings))
                .isInstanceOf(ConnectException.class)
                .hasMessage("The topic \"orders\" of npipeline.source.topics could not be looked up at elsewhere:9092: "
                        + "org.apache.kafka.common.errors.TimeoutException: no answer");
        assertThat(consumer.closings()).isEqualTo(1);
    }

    @Test
    void exactlyOnceTakesTransactionsOfTheTasksAndCommittedRecords() {
        assertThat(connector.exactlyOnceSupport(settings)).isEqualTo(ExactlyOnceSupport.UNSUPPORTED);

        settings.put("transaction.boundary", "poll");
        assertThat(connector.exactlyOnceSupport(settings)).isEqualTo(ExactlyOnceSupport.UNSUPPORTED);

        settings.put("transaction.boundary", "connector");
        assertThat(connector.exactlyOnceSupport(settings)).isEqualTo(ExactlyOnceSupport.SUPPORTED);

        settings.put("npipeline.source.consumer.isolation.level", "read_uncommitted");
        assertThat(connector.exactlyOnceSupport(settings)).isEqualTo(ExactlyOnceSupport.UNSUPPORTED);
    }

    @Test
    void whatIsWrongWithAnotherKeySaysNothingOfExactlyOnce() {
        settings.put("npipeline.source.topics", "a,a");

        assertThat(connector.exactlyOnceSupport(settings)).isEqualTo(ExactlyOnceSupport.SUPPORTED);
    }

    @Test
    void tasksCanEndTheirTransactions() {
        assertThat(connector.canDefineTransactionBoundaries(settings))
                .isEqualTo(ConnectorTransactionBoundaries.SUPPORTED);
    }

    @Test
    void anOffsetInTheFormOfTheTasksMayBeStored() {
        assertThat(alterOffsets(Map.of("topic", "orders", "partition", 0), Map.of("v", 1, "offset", 17)))
                .isTrue();
        assertThat(alterOffsets(Map.of("topic", "orders", "partition", 3L), Map.of("v", 1L, "offset", 0L)))
                .isTrue();
        assertThat(alterOffsets(TopicPartitions.stored(partition(1)), TopicPartitions.stamp(RelayPosition.of(8))))
                .isTrue();
        assertThat(alterOffsets(Map.of("topic", "orders", "partition", 0), Map.of("v", 1)))
                .isTrue();
    }

    @Test
    void whateverIsStoredMayBeForgotten() {
        assertThat(alterOffsets(Map.of("file", "a"), null)).isTrue();
    }

    static Stream<Map<String, ?>> partitionsThatNobodyReads() {
        return Stream.of(
                Map.of(),
                Map.of("topic", "orders"),
                Map.of("partition", 0),
                Map.of("topic", "orders", "partition", "0"),
                Map.of("topic", "orders", "partition", -1),
                Map.of("topic", "orders", "partition", 0.5),
                Map.of("topic", 7, "partition", 0),
                Map.of("topic", "orders", "partition", 0, "cluster", "a"));
    }

    @ParameterizedTest
    @MethodSource("partitionsThatNobodyReads")
    void aPartitionThatNobodyReadsIsRefused(Map<String, ?> partition) {
        assertThatThrownBy(() -> alterOffsets(partition, Map.of("v", 1, "offset", 17)))
                .isInstanceOf(ConnectException.class)
                .hasMessage("Source partition " + partition + " cannot be altered: The source partition " + partition
                        + " must be {\"partition\": a whole number from 0, \"topic\": the name of a topic}");
    }

    static Stream<Arguments> positionsThatNobodyReads() {
        String noOffset = "\"offset\" must be a whole number from 0";
        return Stream.of(
                Arguments.of(Map.of("offset", 17), "\"v\" must be 1"),
                Arguments.of(Map.of("v", 2, "offset", 17), "\"v\" must be 1"),
                Arguments.of(Map.of("v", 1, "line", 17), noOffset),
                Arguments.of(Map.of("v", 1, "offset", -1), noOffset),
                Arguments.of(Map.of("v", 1, "offset", 1.5), noOffset),
                Arguments.of(Map.of("v", 1, "offset", "17"), noOffset),
                Arguments.of(
                        Map.of("v", 1, "offset", 17, "done", "x"),
                        "of \"done\": it cannot be read; leave it out, and what it names is relayed again"),
                Arguments.of(
                        Map.of("v", 1, "offset", 17, "done", 5),
                        "of \"done\": it cannot be read; leave it out, and what it names is relayed again"));
    }

    @ParameterizedTest
    @MethodSource("positionsThatNobodyReads")
    void aPositionThatNobodyReadsIsRefused(Map<String, ?> position, String rule) {
        Map<String, ?> partition = TopicPartitions.stored(partition(0));

        assertThatThrownBy(() -> alterOffsets(partition, position))
                .isInstanceOf(ConnectException.class)
                .hasMessage("Source partition " + partition + " cannot be altered: The position " + position
                        + " cannot be read: " + rule);
    }

    @SuppressWarnings("NullAway") // the worker hands in nulls for deletions, which Connect's signature cannot say
    private boolean alterOffsets(Map<String, ?> partition, @Nullable Map<String, ?> position) {
        Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
        offsets.put(partition, position);
        return connector.alterOffsets(settings, offsets);
    }
}

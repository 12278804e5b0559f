package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.npipeline.node.SourcePartition;
import io.npipeline.testing.LoggedWarnings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.connect.storage.StringConverter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Topics and partitions that come and go while a relay's connector runs, and what its tasks are told of them. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class RelayDiscoveryTest {

    private static final String START_AT = "npipeline.source.start.at";

    private final ScriptedConsumer consumer = new ScriptedConsumer(0);
    private final FakeOffsetStorageReader stored = new FakeOffsetStorageReader();
    private final FakeSourceConnectorContext context = new FakeSourceConnectorContext(stored);
    private final Map<String, String> settings = new HashMap<>(Map.of(
            "name", "relay",
            "npipeline.topic", "priced",
            "npipeline.pipeline.class", TestPipelines.Relay.class.getName(),
            "npipeline.source.topics", "orders",
            "npipeline.source.refresh.interval.ms", "100",
            "npipeline.kafka.bootstrap.servers", "localhost:9092",
            "npipeline.source.key.converter", StringConverter.class.getName(),
            "npipeline.source.value.converter", StringConverter.class.getName()));
    private final NPipelineSourceConnector connector = new NPipelineSourceConnector(consumer);

    @AfterEach
    void stop() {
        connector.stop();
        assertThat(consumer.closed()).isTrue();
    }

    private void topic(String name, int partitionCount) {
        Node broker = new Node(0, "localhost", 9092);
        Node[] replicas = {broker};
        consumer.updatePartitions(
                name,
                IntStream.range(0, partitionCount)
                        .map(number -> partitionCount - 1 - number)
                        .mapToObj(number -> new PartitionInfo(name, number, broker, replicas, replicas))
                        .toList());
    }

    private void start() {
        connector.initialize(context);
        connector.start(settings);
    }

    private void awaitReconfiguration() {
        await().until(() -> context.reconfigurations() > 0);
    }

    private List<NPipelineSourceConnectorConfig> tasks(int maxTasks) {
        return connector.taskConfigs(maxTasks).stream()
                .map(NPipelineSourceConnectorConfig::new)
                .toList();
    }

    private static List<String> partitions(NPipelineSourceConnectorConfig task) {
        return task.assignedPartitions().partitions().stream()
                .map(TopicPartitions::of)
                .map(TopicPartition::toString)
                .toList();
    }

    private static SourcePartition partition(String topic, int number) {
        return TopicPartitions.assigned(new TopicPartition(topic, number));
    }

    @Test
    void aPartitionThatIsAddedIsReadWithoutARestartAndMovesNoOther() {
        topic("orders", 3);
        start();
        assertThat(tasks(2))
                .extracting(RelayDiscoveryTest::partitions)
                .containsExactly(List.of("orders-0", "orders-2"), List.of("orders-1"));

        topic("orders", 4);
        awaitReconfiguration();

        assertThat(tasks(2))
                .extracting(RelayDiscoveryTest::partitions)
                .containsExactly(List.of("orders-0", "orders-2"), List.of("orders-1", "orders-3"));
        assertThat(tasks(2)).allMatch(task -> task.partitionStarts().appeared().isEmpty());
    }

    @Test
    void aTopicThatIsGoneIsNotReadAnyMoreAndTheOthersAre() {
        settings.put("npipeline.source.topics", "orders,returns");
        topic("orders", 1);
        topic("returns", 1);
        start();

        consumer.updatePartitions("returns", List.of());
        awaitReconfiguration();

        assertThat(tasks(1)).extracting(RelayDiscoveryTest::partitions).containsExactly(List.of("orders-0"));
    }

    @Test
    void brokersThatDoNotAnswerChangeNothing() {
        topic("orders", 1);
        start();
        try (LoggedWarnings warnings = new LoggedWarnings(SourceMonitor.class)) {
            consumer.failingToList(new TimeoutException("no answer"));
            await().until(() -> !warnings.messages().isEmpty());
            assertThat(tasks(1)).extracting(RelayDiscoveryTest::partitions).containsExactly(List.of("orders-0"));
            assertThat(context.reconfigurations()).isZero();
        }

        topic("orders", 2);
        consumer.failingToList(null);
        awaitReconfiguration();
        assertThat(tasks(1))
                .extracting(RelayDiscoveryTest::partitions)
                .containsExactly(List.of("orders-0", "orders-1"));
    }

    @Test
    void topicsThatMatchAreReadAlsoThoseThatAreMadeLater() {
        matching("orders-.*");
        topic("orders-b", 1);
        topic("orders-a", 2);
        topic("my-orders-a", 1);
        topic("returns", 1);
        start();
        assertThat(tasks(1))
                .extracting(RelayDiscoveryTest::partitions)
                .containsExactly(List.of("orders-a-0", "orders-a-1", "orders-b-0"));

        topic("orders-c", 1);
        awaitReconfiguration();

        assertThat(tasks(1))
                .extracting(RelayDiscoveryTest::partitions)
                .containsExactly(List.of("orders-a-0", "orders-a-1", "orders-b-0", "orders-c-0"));
    }

    @Test
    void internalTopicsAndThoseThatAreWrittenAreLeftOut() {
        matching(".*");
        settings.put("npipeline.dead.letter.destination", "kafka");
        settings.put("npipeline.dead.letter.topic", "dead");
        Stream.of("orders", "priced", "dead", "beats", "__consumer_offsets", "_schemas")
                .forEach(name -> topic(name, 1));
        // What validation refuses, for a pattern that says so: left out even where nobody validated.
        OutputTopics written = new OutputTopics(
                Optional.of("priced"), Map.of("node", "elsewhere"), Optional.of("dead"), Optional.of("beats"));

        RelaySettings relay = new NPipelineSourceConnectorConfig(settings).relay();
        assertThat(new TopicListing(relay, written, consumer, "listing").list())
                .containsExactly(partition("_schemas", 0), partition("orders", 0));

        settings.put("npipeline.source.consumer.bootstrap.servers", "elsewhere:9092");
        RelaySettings elsewhere = new NPipelineSourceConnectorConfig(settings).relay();
        try (TopicListing listing = new TopicListing(elsewhere, written, consumer, "listing")) {
            assertThat(listing.list())
                    .as("the other cluster's topics of those names are others")
                    .containsExactly(
                            partition("_schemas", 0),
                            partition("beats", 0),
                            partition("dead", 0),
                            partition("orders", 0),
                            partition("priced", 0));
        }
    }

    @Test
    void whereNoTopicMatchesThereIsAWarningAndNothingToReadYet() {
        matching("orders-.*");
        topic("returns", 1);
        try (LoggedWarnings warnings = new LoggedWarnings(StartedSourceConnector.class)) {
            start();
            assertThat(connector.taskConfigs(1)).isEmpty();
            assertThat(warnings.messages())
                    .containsExactly("The pipeline's source has no partitions, so there is nothing to read");
        }

        topic("orders-a", 1);
        awaitReconfiguration();
        assertThat(tasks(1)).extracting(RelayDiscoveryTest::partitions).containsExactly(List.of("orders-a-0"));
    }

    private void matching(String regex) {
        settings.remove("npipeline.source.topics");
        settings.put("npipeline.source.topics.regex", regex);
    }

    @Test
    void aTaskIsToldWhichOfItsPartitionsAppearedWhereThatMatters() {
        settings.put(START_AT, "latest");
        topic("orders", 2);
        start();
        assertThat(tasks(2)).allMatch(task -> task.partitionStarts().appeared().isEmpty());

        topic("orders", 3);
        awaitReconfiguration();

        assertThat(tasks(2))
                .extracting(task -> task.partitionStarts().appeared())
                .containsExactly(Set.of(partition("orders", 2)), Set.of());
    }

    @Test
    void theTimeOfTheFirstStartIsThatOfThisOneWhereNoPositionIsStored() {
        settings.put(START_AT, "latest");
        topic("orders", 1);
        long before = System.currentTimeMillis();
        start();

        OptionalLong since = tasks(1).get(0).partitionStarts().since();
        assertThat(since).isPresent();
        assertThat(since.getAsLong()).isBetween(before, System.currentTimeMillis());
        topic("orders", 2);
        awaitReconfiguration();
        assertThat(tasks(1)).extracting(task -> task.partitionStarts().since()).containsExactly(since);
    }

    @Test
    void theTimeOfTheFirstStartIsKeptByTheStoredPositions() {
        settings.put(START_AT, "latest");
        topic("orders", 3);
        stored.store(TopicPartitions.stored(new TopicPartition("orders", 0)), Map.of("v", 1L, "offset", 3L));
        stored.store(
                TopicPartitions.stored(new TopicPartition("orders", 1)), Map.of("v", 1L, "offset", 3L, "since", 700));
        start();

        assertThat(tasks(3))
                .hasSize(3)
                .allMatch(task -> task.partitionStarts().since().equals(OptionalLong.of(700)));
    }

    @Test
    void relaysThatStartAtTheEarliestAskForNoStoredPositionAndTellTasksNothing() {
        topic("orders", 1);
        connector.start(settings);

        assertThat(connector.taskConfigs(1))
                .allSatisfy(task -> assertThat(task).doesNotContainKey("npipeline.task.source.starts"));
    }

    @Test
    void aConnectorWithoutAnIntervalNeverLooksAgain() {
        settings.put("npipeline.source.refresh.interval.ms", "0");
        topic("orders", 1);
        start();

        assertThat(consumer.closed()).isTrue();
        assertThat(tasks(1)).hasSize(1);
    }

    @Test
    void aConnectorThatStoppedAsksForNothingMore() {
        topic("orders", 1);
        start();
        connector.stop();

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("npipeline-relay-partitions");
        assertThat(context.reconfigurations()).isZero();
    }
}

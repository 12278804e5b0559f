package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.testing.ValidationOf;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.storage.StringConverter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the source connector's {@code validate()} says of what a relay reads, how, and with which promise. */
class RelayValidationTest {

    private static final String CLASS = "npipeline.pipeline.class";
    private static final String TOPICS = "npipeline.source.topics";
    private static final String CONSUMER = "npipeline.source.consumer.";
    private static final String ISOLATION = CONSUMER + "isolation.level";
    private static final String SEMANTIC = "npipeline.delivery.semantic";
    private static final String REGEX = "npipeline.source.topics.regex";
    private static final String START_AT = "npipeline.source.start.at";
    private static final String START_TIMESTAMP = "npipeline.source.start.timestamp";
    private static final String REFRESH = "npipeline.source.refresh.interval.ms";
    private static final String COUNTS_NEED_BROKERS =
            "must be set: node \"priced\" chooses partitions by how many its topic has, and the worker does not tell its "
                    + "tasks";
    private static final String LOOP =
            "must not be one of npipeline.source.topics: the pipeline would read what it writes";

    private final Map<String, String> settings = new HashMap<>(Map.of(
            "name",
            "relay",
            "npipeline.topic",
            "lines",
            CLASS,
            TestPipelines.Relay.class.getName(),
            TOPICS,
            "orders, returns",
            "npipeline.kafka.bootstrap.servers",
            "localhost:9092",
            "npipeline.source.key.converter",
            StringConverter.class.getName(),
            "npipeline.source.value.converter",
            StringConverter.class.getName()));

    @Test
    void aRelayIsAccepted() {
        validate().isAccepted();
    }

    @Test
    void theTopicsMustBeSet() {
        settings.remove(TOPICS);

        refused(TOPICS, null, "must be set, or npipeline.source.topics.regex: source \"orders\" reads from Kafka");
    }

    @Test
    void theTopicsMustBeOnesABrokerAccepts() {
        settings.put(TOPICS, "orders,a b");

        refused(TOPICS, "a b", "must be the name of a topic: up to 249 letters, digits, dots, dashes and underscores");
    }

    @Test
    void aTopicIsNamedOnce() {
        settings.put(TOPICS, "orders,returns,orders");

        refused(TOPICS, "[orders, returns, orders]", "must name each topic once: orders is there twice");
    }

    @Test
    void thePlaceToStartIsOneOfThree() {
        settings.put("npipeline.source.start.at", "latest");
        validate().isAccepted();

        settings.put("npipeline.source.start.at", "now");
        refused("npipeline.source.start.at", "now", "must be one of earliest, latest, timestamp");
    }

    @Test
    void aTimeToStartAtBelongsToThatPlaceToStart() {
        settings.put(START_AT, "timestamp");
        refused(START_TIMESTAMP, null, "must be set when npipeline.source.start.at is timestamp");

        settings.put(START_TIMESTAMP, "2026-01-31T08:00:00+01:00");
        validate().isAccepted();

        settings.put(START_AT, "latest");
        refused(
                START_TIMESTAMP,
                "2026-01-31T07:00:00Z",
                "has no meaning unless npipeline.source.start.at is timestamp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1769842800000", "2026-01-31", "2026-01-31T08:00:00", "1969-12-31T23:59:59Z", "yesterday"})
    void aTimeToStartAtHasAZoneAndIsOneThatRecordsHave(String time) {
        settings.put(START_AT, "timestamp");
        settings.put(START_TIMESTAMP, time);

        refused(START_TIMESTAMP, time, "must be a time from 1970 on with its zone, such as 2026-01-31T08:00:00Z");
    }

    @Test
    void whatBecomesOfALostPositionIsOneOfTwo() {
        settings.put("npipeline.source.position.lost", "fail");
        validate().isAccepted();

        settings.put("npipeline.source.position.lost", "latest");
        refused("npipeline.source.position.lost", "latest", "must be one of earliest, fail");
    }

    @Test
    void topicsAreNamedOrMatched() {
        settings.put(REGEX, "orders-.*");
        refused(REGEX, "orders-.*", "must not be set when npipeline.source.topics is");

        settings.remove(TOPICS);
        validate().isAccepted();
    }

    @Test
    void aPatternMustBeOne() {
        settings.remove(TOPICS);
        settings.put(REGEX, "orders-(");

        refused(REGEX, "orders-(", "must be a regular expression of Java: Unclosed group");
    }

    @Test
    void aPatternMustNotMatchWhatThePipelineWrites() {
        settings.remove(TOPICS);
        settings.put(REGEX, "li.*");
        refused(
                REGEX,
                "li.*",
                "must not match lines, the topic of npipeline.topic: the pipeline would read what it writes");

        settings.put(CONSUMER + "bootstrap.servers", "elsewhere:9092");
        validate().isAccepted();
    }

    @Test
    void aPatternMustMatchAWholeNameToMatchWhatThePipelineWrites() {
        settings.remove(TOPICS);
        settings.put(REGEX, "line");

        validate().isAccepted();
    }

    @Test
    void aPatternMustNotMatchWhatANodeWrites() {
        settings.remove(TOPICS);
        settings.put(REGEX, "ret.*");
        settings.put(CLASS, TestPipelines.Loop.class.getName());

        refused(REGEX, "ret.*", "must not match returns, the topic that node \"priced\" writes to");
    }

    @Test
    void aPatternMayMatchTheTopicOfDeadLettersWhichIsLeftOut() {
        settings.remove(TOPICS);
        settings.put(REGEX, "orders.*");
        settings.put("npipeline.dead.letter.destination", "kafka");
        settings.put("npipeline.dead.letter.topic", "orders-dead-letters");

        validate().isAccepted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "99", "604800001"})
    void theIntervalOfLooksForNewPartitionsIsNoneOrALongOne(String interval) {
        settings.put(REFRESH, "0");
        validate().isAccepted();
        settings.put(REFRESH, "100");
        validate().isAccepted();

        settings.put(REFRESH, interval);
        refused(REFRESH, interval, "must be 0 or 100 to 604800000");
    }

    @Test
    void aNodeThatChoosesPartitionsByTheirNumberNeedsBrokersToAsk() {
        settings.put(CLASS, TestPipelines.PartitionedRelay.class.getName());
        validate().isAccepted();

        settings.remove("npipeline.kafka.bootstrap.servers");
        settings.put(CONSUMER + "bootstrap.servers", "elsewhere:9092");
        refused("npipeline.kafka.bootstrap.servers", null, COUNTS_NEED_BROKERS);
    }

    @Test
    void soDoesOneOfASourceOfTheUsersOwn() {
        settings.keySet().removeIf(set -> set.startsWith("npipeline.source."));
        settings.put(CLASS, TestPipelines.PartitionedIngress.class.getName());
        validate().isAccepted();

        settings.put("npipeline.kafka.bootstrap.servers", "nowhere");
        refused("npipeline.kafka.bootstrap.servers", "nowhere", "must be a list of HOST:PORT");

        settings.remove("npipeline.kafka.bootstrap.servers");
        refused("npipeline.kafka.bootstrap.servers", null, COUNTS_NEED_BROKERS);
    }

    @Test
    void theBrokersMustBeKnown() {
        settings.remove("npipeline.kafka.bootstrap.servers");

        refused(
                "npipeline.kafka.bootstrap.servers",
                null,
                "must be set, or npipeline.source.consumer.bootstrap.servers for another cluster: the worker does not "
                        + "share its own with tasks");

        settings.put(CONSUMER + "bootstrap.servers", "localhost:9093");
        validate().isAccepted();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            group.id | partitions are assigned by the connector and positions stored by the worker; \
            npipeline.source.group.id names a group to copy them to
            group.instance.id | partitions are assigned by the connector
            group.protocol | partitions are assigned by the connector
            partition.assignment.strategy | partitions are assigned by the connector
            enable.auto.commit | positions are stored by the worker
            auto.offset.reset | use npipeline.source.start.at
            key.deserializer | use npipeline.source.key.converter
            value.deserializer | use npipeline.source.value.converter
            """)
    void settingsOfTheConsumerThatAreTheConnectorsAreRefused(String name, String instead) {
        String value = name.equals("enable.auto.commit") ? "true" : "earliest";
        settings.put(CONSUMER + name, value);

        refused(CONSUMER + name, value, "must not be set: " + instead);
    }

    @Test
    void otherSettingsOfTheConsumerAreTakenAsTheyAre() {
        settings.put(CONSUMER + "max.poll.records", "1000");
        settings.put(CONSUMER + "a.setting.of.an.interceptor", "any");

        validate().isAccepted();
    }

    @Test
    void aValueThatTheConsumerDoesNotTakeIsRefusedWithItsReason() {
        settings.put(CONSUMER + "fetch.min.bytes", "many");

        refused(CONSUMER + "fetch.min.bytes", "many", "Not a number of type INT");
    }

    @Test
    void exactlyOnceDemandsTheWorkersPartOfIt() {
        settings.put(SEMANTIC, "exactly_once");
        assertThat(validate().errors())
                .isEqualTo(Map.of(
                        "exactly.once.support",
                        list("Invalid value null for configuration exactly.once.support: must be required when "
                                + "npipeline.delivery.semantic is exactly_once"),
                        "transaction.boundary",
                        list("Invalid value null for configuration transaction.boundary: must be connector when "
                                + "npipeline.delivery.semantic is exactly_once")));

        settings.put("exactly.once.support", "requested");
        settings.put("transaction.boundary", "poll");
        assertThat(validate().errors())
                .isEqualTo(Map.of(
                        "exactly.once.support",
                        list("Invalid value requested for configuration exactly.once.support: must be required when "
                                + "npipeline.delivery.semantic is exactly_once"),
                        "transaction.boundary",
                        list("Invalid value poll for configuration transaction.boundary: must be connector when "
                                + "npipeline.delivery.semantic is exactly_once")));

        settings.put("exactly.once.support", "REQUIRED");
        settings.put("transaction.boundary", "connector");
        validate().isAccepted();
    }

    private static List<String> list(String message) {
        return List.of(message);
    }

    @Test
    void theSemanticIsOneOfTwo() {
        settings.put(SEMANTIC, "at_most_once");

        refused(SEMANTIC, "at_most_once", "must be one of at_least_once, exactly_once");
    }

    @ParameterizedTest
    @ValueSource(strings = {ISOLATION, "npipeline.kafka.isolation.level"})
    void exactlyOnceReadsCommittedRecordsOnly(String key) {
        settings.put(key, "read_uncommitted");
        validate().isAccepted();

        settings.put(SEMANTIC, "exactly_once");
        settings.put("exactly.once.support", "required");
        settings.put("transaction.boundary", "connector");
        refused(
                ISOLATION,
                "read_uncommitted",
                "must be read_committed when npipeline.delivery.semantic is exactly_once: outputs of records whose "
                        + "transaction is aborted would stay");
    }

    static Stream<Arguments> loops() {
        return Stream.of(
                Arguments.of("npipeline.topic", "orders", TestPipelines.Relay.class),
                Arguments.of("npipeline.dead.letter.topic", "returns", TestPipelines.Relay.class),
                Arguments.of("npipeline.heartbeat.topic", "returns", TestPipelines.Relay.class));
    }

    @ParameterizedTest
    @MethodSource("loops")
    void aTopicThatIsReadMustNotBeWritten(String key, String topic) {
        settings.put("npipeline.dead.letter.destination", "kafka");
        settings.put("npipeline.dead.letter.topic", "lines-dead");
        settings.put(key, topic);

        refused(key, topic, LOOP);

        settings.put(CONSUMER + "bootstrap.servers", "elsewhere:9092");
        validate().isAccepted();
    }

    @Test
    void aTopicThatNothingIsWrittenToMayBeRead() {
        settings.put("npipeline.dead.letter.destination", "none");
        settings.put("npipeline.dead.letter.topic", "returns");

        validate().isAccepted();
    }

    @Test
    void aTopicThatIsReadMustNotBeWrittenByANodeThatNamesIt() {
        settings.put(CLASS, TestPipelines.Loop.class.getName());

        refused(TOPICS, "[orders, returns]", "must not hold the topic that node \"priced\" writes to");

        settings.put(CONSUMER + "bootstrap.servers", "elsewhere:9092");
        validate().isAccepted();
    }

    @ParameterizedTest
    @ValueSource(strings = {TOPICS, REGEX, START_AT, "npipeline.source.group.id", CONSUMER + "max.poll.records"})
    void settingsOfARelayHaveNoMeaningForASourceOfTheUsersOwn(String key) {
        settings.keySet().removeIf(set -> set.startsWith("npipeline.source."));
        settings.put(CLASS, TestPipelines.Valid.class.getName());
        validate().isAccepted();

        settings.put(key, key.endsWith("start.at") ? "latest" : "7");
        refused(key, null, "has no meaning: source \"files\" of the pipeline is not Kafka's");
    }

    @Test
    void theIntervalOfLooksForNewPartitionsHasAMeaningForThemToo() {
        settings.keySet().removeIf(set -> set.startsWith("npipeline.source."));
        settings.put(CLASS, TestPipelines.Valid.class.getName());
        settings.put(REFRESH, "5000");

        validate().isAccepted();
    }

    @Test
    void aSlipInAKeyIsNoticed() {
        settings.put("npipeline.source.topic", "orders");

        refused("npipeline.source.topic", null, "is not a key of this connector");
    }

    private void refused(String key, @Nullable Object value, String rule) {
        validate().isRefused(key, "Invalid value " + value + " for configuration " + key + ": " + rule);
    }

    private ValidationOf validate() {
        return ValidationOf.settings(new NPipelineSourceConnector(), settings);
    }
}

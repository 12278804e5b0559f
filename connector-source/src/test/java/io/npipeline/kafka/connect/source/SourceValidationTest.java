package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.configuration.EnumValues;
import io.npipeline.testing.RefusedValues;
import io.npipeline.testing.ValidationOf;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the source connector's {@code validate()} says. What it shares with the sink connector is tested there. */
class SourceValidationTest {

    private static final String CLASS = "npipeline.pipeline.class";
    private static final String DESTINATION = "npipeline.dead.letter.destination";
    private static final String STRING_CONVERTER = "org.apache.kafka.connect.storage.StringConverter";

    private static final Set<String> OWN_GROUPS =
            Set.of("Output", "Delivery", "Heartbeat", "Source partitions", "Kafka source");

    private final Map<String, String> settings = new HashMap<>(
            Map.of("name", "lines", "npipeline.topic", "lines", CLASS, TestPipelines.Valid.class.getName()));

    @Test
    void aValidPipelineIsAccepted() {
        validate().isAccepted();
    }

    @Test
    void theTopicMustBeSet() {
        settings.remove("npipeline.topic");

        validate()
                .isRefused(
                        "npipeline.topic",
                        "Missing required configuration \"npipeline.topic\" which has no default value.");
    }

    @Test
    void theTopicMustBeOneABrokerAccepts() {
        settings.put("npipeline.topic", "a b/c");

        validate()
                .isRefused(
                        "npipeline.topic",
                        "Invalid value a b/c for configuration npipeline.topic: must be the name of a topic: up to 249 "
                                + "letters, digits, dots, dashes and underscores");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "npipeline.delivery.semantic       | once      | must be one of at_least_once, exactly_once",
                "npipeline.transaction.max.wait.ms | -1        | Value must be at least 0",
                "npipeline.transaction.max.wait.ms | 401       | Value must be no more than 400",
                "npipeline.heartbeat.interval.ms   | 99        | Value must be at least 100",
                "npipeline.heartbeat.interval.ms   | 604800001 | Value must be no more than 604800000",
                "npipeline.heartbeat.topic         | a b       | must be the name of a topic: up to 249 letters, digits, "
                        + "dots, dashes and underscores",
                "npipeline.heartbeat.topic         | lines     | must be another topic than npipeline.topic",
                "npipeline.source.start.at         | now       | must be one of earliest, latest, timestamp",
                "npipeline.source.position.lost    | latest    | must be one of earliest, fail",
                "npipeline.source.refresh.interval.ms | 99     | must be 0 or 100 to 604800000",
            })
    void aValueOfASourceConnectorsKeyThatWillNotDoIsRefused(String key, String value, String rule) {
        settings.put(key, value);

        validate().isRefused(key, "Invalid value " + value + " for configuration " + key + ": " + rule);
    }

    /** A key that is added belongs into the table above; those of both connectors are in that of the sink connector. */
    @Test
    void everyKeyOfItsOwnWithARangeOrAChoiceIsInTheTable() {
        RefusedValues.of(SourceValidationTest.class, "aValueOfASourceConnectorsKeyThatWillNotDoIsRefused")
                .assertHoldAll(
                        NPipelineSourceConnectorConfig.definition(),
                        key -> OWN_GROUPS.contains(key.group)
                                && (isNumber(key.type) || key.validator instanceof EnumValues));
    }

    private static boolean isNumber(ConfigDef.Type type) {
        return type == ConfigDef.Type.INT || type == ConfigDef.Type.LONG || type == ConfigDef.Type.DOUBLE;
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "class"})
    void deadLettersMustBeOutputs(String destination) {
        settings.put(DESTINATION, destination);
        validate()
                .isRefused(
                        DESTINATION,
                        "Invalid value " + destination
                                + " for configuration npipeline.dead.letter.destination: must be none "
                                + "or kafka in a source connector: there a dead letter is produced with the other outputs "
                                + "of its list, so that it is stored with the same position");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "npipeline.dead.letter.class",
                "npipeline.dead.letter.param.url",
                "npipeline.dead.letter.timeout.ms",
                "npipeline.commit.interval.ms",
                "npipeline.offset.map.enabled"
            })
    void keysOfTheSinkConnectorAloneAreRefused(String key) {
        settings.put(key, "1000");

        validate().isRefused(key, "Invalid value null for configuration " + key + ": is not a key of this connector");
    }

    @Test
    void aKeyMayParkOneMessageAtTheLeast() {
        settings.put("npipeline.max.parked.messages.per.key", "0");

        validate()
                .isRefused(
                        "npipeline.max.parked.messages.per.key",
                        "Invalid value 0 for configuration npipeline.max.parked.messages.per.key: Value must be at least 1");

        settings.put("npipeline.max.parked.messages.per.key", "1");
        validate().isAccepted();
    }

    @Test
    void manualAcknowledgementWithoutASinkToAcknowledgeIsRefused() {
        settings.put("npipeline.acknowledgment.strategy", "manual");

        validate()
                .isRefused(
                        "npipeline.acknowledgment.strategy",
                        "Invalid value manual for configuration npipeline.acknowledgment.strategy: must be another for a "
                                + "pipeline without a sink of your own: Kafka sinks settle by themselves, so there is "
                                + "nothing to acknowledge");
    }

    @Test
    void settlingRecordsBeforeTheyRanIsRefused() {
        settings.put("npipeline.acknowledgment.strategy", "none");

        validate()
                .isRefused(
                        "npipeline.acknowledgment.strategy",
                        "Invalid value none for configuration npipeline.acknowledgment.strategy: must not be none in a "
                                + "source connector: positions are stored with what was produced, so a record cannot be "
                                + "settled before it ran");
    }

    @Test
    void deadLettersMustGoToAnotherTopicThanTheOutput() {
        settings.put("npipeline.dead.letter.destination", "kafka");
        settings.put("npipeline.dead.letter.topic", settings.get("npipeline.topic"));

        validate()
                .isRefused(
                        "npipeline.dead.letter.topic",
                        "Invalid value " + settings.get("npipeline.topic")
                                + " for configuration npipeline.dead.letter.topic: must be another topic than "
                                + "npipeline.topic");
    }

    @Test
    void aMissingParameterIsReportedOnItsOwnKey() {
        validate(TestPipelines.Parametrised.class)
                .isRefused(
                        "npipeline.pipeline.param.directory",
                        "Invalid value null for configuration npipeline.pipeline.param.directory: must be set: pipeline "
                                + TestPipelines.Parametrised.class.getName() + " needs it");
    }

    @Test
    void aPipelineIntoASinkOfTheUsersOwnIsSentToTheSinkConnector() {
        validate(TestPipelines.Egress.class)
                .isRefused(
                        CLASS,
                        invalid(TestPipelines.Egress.class)
                                + "does not belong in the source connector: no node of it "
                                + "writes to Kafka; use io.npipeline.kafka.connect.sink.NPipelineSinkConnector");
    }

    @Test
    void aBodyTypeThatCannotBeBoundIsRefused() {
        validate(TestPipelines.Unbindable.class)
                .isRefused(
                        CLASS,
                        invalid(TestPipelines.Unbindable.class)
                                + "Thread: java.lang.Thread cannot be the type of a body: it is a class of the JDK, or one without a "
                                + "constructor without parameters; use a record, a class with getters, setters and a constructor "
                                + "without parameters, a sealed type of those, JsonNode, String, byte[], ByteBuffer, Map, List, "
                                + "Struct, Object or the box of a primitive");
    }

    @Test
    void aBodyTypeWithoutASchemaIsRefusedUnlessItIsWrittenAsText() {
        assertThat(validate(TestPipelines.JsonOnly.class).errors()).containsOnlyKeys(CLASS);

        settings.put("value.converter", STRING_CONVERTER);
        validate(TestPipelines.JsonOnly.class).isAccepted();
    }

    @Test
    void toleratedErrorsAreRefused() {
        settings.put("errors.tolerance", "all");

        validate()
                .isRefused(
                        "errors.tolerance",
                        "Invalid value all for configuration errors.tolerance: must be none: with all, the worker counts "
                                + "records as written that it could not write");

        settings.put("errors.tolerance", "none");
        validate().isAccepted();
    }

    @Test
    void deadLettersNeedATopic() {
        settings.put(DESTINATION, "kafka");

        validate()
                .isRefused(
                        "npipeline.dead.letter.topic",
                        "Invalid value  for configuration npipeline.dead.letter.topic: must be set when "
                                + "npipeline.dead.letter.destination is kafka");
    }

    @Test
    void aPolicyThatDeadLettersNeedsADestination() {
        validate(TestPipelines.DeadLettering.class)
                .isRefused(
                        DESTINATION,
                        "Invalid value none for configuration npipeline.dead.letter.destination: must not be none: the "
                                + "failure policy of node \"lines\" decides DEAD_LETTER");
    }

    @Test
    void transformationsMustBeKeptAwayFromDeadLetters() {
        deadLettering();
        settings.put("transforms", "mask, route");
        keepAway("mask", "TopicNameMatches", "lines-dead", "true");

        validate()
                .isRefused(
                        "transforms.route.predicate",
                        "Invalid value null for configuration transforms.route.predicate: must name a predicate of type "
                                + "TopicNameMatches whose pattern matches lines-dead, with transforms.route.negate=true, so "
                                + "that the transformation does not touch dead letters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.apache.kafka.connect.transforms.predicates.TopicNameMatches", "TopicNameMatches"})
    void transformationsThatAreKeptAwayFromDeadLettersAreAccepted(String predicateType) {
        deadLettering();
        settings.put("transforms", "mask");
        keepAway("mask", predicateType, ".*-dead", "true");

        validate().isAccepted();
    }

    @Test
    void aPredicateThatIsNotNegatedKeepsNothingAway() {
        deadLettering();
        settings.put("transforms", "mask");
        keepAway("mask", "TopicNameMatches", "lines-dead", "false");

        assertThat(validate().errors()).containsOnlyKeys("transforms.mask.predicate");
    }

    @Test
    void aPredicateOfAnotherTypeKeepsNothingAway() {
        deadLettering();
        settings.put("transforms", "mask");
        keepAway("mask", "org.apache.kafka.connect.transforms.predicates.RecordIsTombstone", "lines-dead", "true");

        assertThat(validate().errors()).containsOnlyKeys("transforms.mask.predicate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lines", "-dead", "["})
    void aPredicateWhosePatternDoesNotMatchTheWholeTopicKeepsNothingAway(String pattern) {
        deadLettering();
        settings.put("transforms", "mask");
        keepAway("mask", "TopicNameMatches", pattern, "true");

        assertThat(validate().errors()).containsOnlyKeys("transforms.mask.predicate");
    }

    @Test
    void transformationsAreFreeWithoutDeadLetters() {
        settings.put("transforms", "mask");

        validate().isAccepted();
    }

    private void deadLettering() {
        settings.put(DESTINATION, "kafka");
        settings.put("npipeline.dead.letter.topic", "lines-dead");
    }

    private void keepAway(String transform, String predicateType, String pattern, String negate) {
        settings.put("transforms." + transform + ".predicate", "isDead");
        settings.put("transforms." + transform + ".negate", negate);
        settings.put("predicates.isDead.type", predicateType);
        settings.put("predicates.isDead.pattern", pattern);
    }

    private ValidationOf validate(Class<?> pipeline) {
        settings.put(CLASS, pipeline.getName());
        return validate();
    }

    private ValidationOf validate() {
        return ValidationOf.settings(new NPipelineSourceConnector(), settings);
    }

    private static String invalid(Class<?> pipeline) {
        return "Invalid value " + pipeline.getName() + " for configuration " + CLASS + ": ";
    }
}

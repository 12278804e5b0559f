package io.npipeline.kafka.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.configuration.EnumValues;
import io.npipeline.testing.RefusedValues;
import io.npipeline.testing.ValidationOf;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the sink connector's {@code validate()} says of settings other than the pipeline. */
class SinkSettingsValidationTest {

    private static final String DESTINATION = "npipeline.dead.letter.destination";
    private static final String DEAD_LETTER_TOPIC = "npipeline.dead.letter.topic";
    private static final String BOOTSTRAP_SERVERS = "npipeline.kafka.bootstrap.servers";

    private final Map<String, String> settings =
            new HashMap<>(Map.of("name", "orders", "npipeline.pipeline.class", TestPipelines.Valid.class.getName()));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "npipeline.ordering                   | topic | must be one of partition, key, unordered",
                "npipeline.ordering                   | KEY   | must be one of partition, key, unordered",
                "npipeline.threads                    | green | must be one of auto, platform, virtual",
                "npipeline.dead.letter.destination    | file  | must be one of none, kafka, connect, class",
                "npipeline.max.degree.of.parallelism  | 0     | Value must be at least 1",
                "npipeline.max.degree.of.parallelism  | 100001 | Value must be no more than 100000",
                "npipeline.max.in.flight.records      | 0     | Value must be at least 1",
                "npipeline.max.in.flight.bytes        | 0     | Value must be at least 1",
                "npipeline.max.parked.messages.per.key | 0    | Value must be at least 1",
                "npipeline.drain.timeout.ms           | -1    | Value must be at least 0",
                "npipeline.drain.timeout.ms           | 600001 | Value must be no more than 600000",
                "npipeline.acknowledgment.strategy    | auto  | must be one of auto_on_sink_success, manual, delayed, none",
                "npipeline.acknowledgment.delay.ms    | 0     | Value must be at least 1",
                "npipeline.acknowledgment.delay.ms    | 604800001 | Value must be no more than 604800000",
                "npipeline.commit.interval.ms         | 99    | Value must be at least 100",
                "npipeline.commit.interval.ms         | 604800001 | Value must be no more than 604800000",
                "npipeline.offset.map.enabled         | maybe | Expected value to be either true or false",
                "npipeline.offset.map.max.bytes       | 63    | Value must be at least 64",
                "npipeline.offset.map.read.timeout.ms | 0     | Value must be at least 1",
                "npipeline.offset.map.read.timeout.ms | 60001 | Value must be no more than 60000",
                "npipeline.retry.max                  | -1    | Value must be at least 0",
                "npipeline.retry.delay.base.ms        | 0     | Value must be at least 1",
                "npipeline.retry.delay.base.ms        | 604800001 | Value must be no more than 604800000",
                "npipeline.retry.delay.max.ms         | 0     | Value must be at least 1",
                "npipeline.retry.delay.max.ms         | 604800001 | Value must be no more than 604800000",
                "npipeline.retry.jitter               | -0.1  | Value must be at least 0.0",
                "npipeline.retry.jitter               | 1.5   | Value must be no more than 1.0",
                "npipeline.dead.letter.timeout.ms     | 0     | Value must be at least 1",
                "npipeline.dead.letter.timeout.ms     | 604800001 | Value must be no more than 604800000",
                "npipeline.dead.letter.max.bytes      | -1    | must be 0 or at least 32768",
                "npipeline.dead.letter.max.bytes      | 32767 | must be 0 or at least 32768",
                "npipeline.correlation.logged         | some  | must be one of none, received, all",
                "npipeline.metrics.lag.interval.ms    | -1    | Value must be at least 0",
                "npipeline.metrics.lag.interval.ms    | 999   | must be 0 or at least 1000",
                "npipeline.metrics.lag.interval.ms    | 604800001 | Value must be no more than 604800000",
                "npipeline.claim.timeout.ms           | 0     | Value must be at least 1",
                "npipeline.claim.timeout.ms           | 600001 | Value must be no more than 600000",
                "npipeline.continue.on.error          | maybe | Expected value to be either true or false",
            })
    void aValueOutOfItsRangeIsRefused(String key, String value, String rule) {
        settings.put(key, value);

        validate().isRefused(key, "Invalid value " + value + " for configuration " + key + ": " + rule);
    }

    /** A key that is added belongs into the table above. */
    @Test
    void everyKeyWithARangeOrAChoiceIsInTheTable() {
        RefusedValues.of(SinkSettingsValidationTest.class, "aValueOutOfItsRangeIsRefused")
                .assertHoldAll(
                        NPipelineSinkConnectorConfig.definition(),
                        key -> !key.internalConfig
                                && (key.type != ConfigDef.Type.STRING || key.validator instanceof EnumValues));
    }

    @Test
    void aDelayThatADrainDoesNotOutlastIsRefused() {
        settings.put("npipeline.acknowledgment.delay.ms", "4000");
        validate().isAccepted();

        settings.put("npipeline.acknowledgment.strategy", "delayed");
        validate()
                .isRefused(
                        "npipeline.acknowledgment.delay.ms",
                        "Invalid value 4000 for configuration npipeline.acknowledgment.delay.ms: must be below "
                                + "npipeline.drain.timeout.ms (4000): what is not settled by the end of a drain runs again");
    }

    @Test
    void aValueThatIsNoNumberIsRefusedWithOneSentence() {
        settings.put("npipeline.retry.max", "some");

        validate()
                .isRefused(
                        "npipeline.retry.max",
                        "Invalid value some for configuration npipeline.retry.max: Not a number of type INT");
    }

    @Test
    void aJitterThatIsNoNumberIsRefused() {
        settings.put("npipeline.retry.jitter", "NaN");

        validate()
                .isRefused(
                        "npipeline.retry.jitter",
                        "Invalid value NaN for configuration npipeline.retry.jitter: must be a number from 0 to 1");
    }

    @Test
    void aSlipInAKeyIsRefused() {
        settings.put("npipeline.orderin", "key");

        validate()
                .isRefused(
                        "npipeline.orderin",
                        "Invalid value null for configuration npipeline.orderin: is not a key of this connector");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "npipeline.kafka.bootstrap.servers | banana | must be a list of HOST:PORT",
                "npipeline.kafka.acks | 0 | must be all or not set: a message is settled once its dead letter is durable",
                "npipeline.dead.letter.topic | a b/c | must be the name of a topic: up to 249 letters, digits, dots, dashes and underscores",
            })
    void aSettingOfDeadLettersThatCannotWorkIsRefused(String key, String value, String rule) {
        settings.put(key, value);

        validate().isRefused(key, "Invalid value " + value + " for configuration " + key + ": " + rule);
    }

    @Test
    void nullMeansNotSet() {
        settings.put("npipeline.continue.on.error", null);
        settings.put("npipeline.kafka.client.id", null);
        settings.put("npipeline.retry.max", null);

        validate().isAccepted();
    }

    @Test
    void theLongestRetryDelayMustNotBeBelowTheFirst() {
        settings.put("npipeline.retry.delay.base.ms", "500");
        settings.put("npipeline.retry.delay.max.ms", "499");

        validate()
                .isRefused(
                        "npipeline.retry.delay.max.ms",
                        "Invalid value 499 for configuration npipeline.retry.delay.max.ms: must be at least "
                                + "npipeline.retry.delay.base.ms (500)");
    }

    @Test
    void readingOffsetMapsMustNotTakeLongerThanThePollsMayBeApart() {
        settings.put("consumer.override.max.poll.interval.ms", "3000");
        settings.put("npipeline.offset.map.read.timeout.ms", "3000");

        validate()
                .isRefused(
                        "npipeline.offset.map.read.timeout.ms",
                        "Invalid value 3000 for configuration npipeline.offset.map.read.timeout.ms: must be below "
                                + "consumer.override.max.poll.interval.ms (3000): the worker does not poll while the "
                                + "maps are read");

        settings.put("npipeline.offset.map.read.timeout.ms", "2999");
        validate().isAccepted();
    }

    @Test
    void deadLettersInKafkaNeedATopic() {
        settings.put(DESTINATION, "kafka");
        settings.put(BOOTSTRAP_SERVERS, "broker:9092");

        validate()
                .isRefused(
                        DEAD_LETTER_TOPIC,
                        "Invalid value  for configuration npipeline.dead.letter.topic: must be set when "
                                + "npipeline.dead.letter.destination is kafka");
    }

    @Test
    void deadLettersInKafkaNeedBrokers() {
        settings.put(DESTINATION, "kafka");
        settings.put(DEAD_LETTER_TOPIC, "orders-dead");

        validate()
                .isRefused(
                        BOOTSTRAP_SERVERS,
                        "Invalid value null for configuration npipeline.kafka.bootstrap.servers: must be set when "
                                + "npipeline.dead.letter.destination is kafka: the worker does not share its own with "
                                + "tasks");
    }

    @Test
    void theBrokersOfTheConsumerOverrideWillDo() {
        settings.put(DESTINATION, "kafka");
        settings.put(DEAD_LETTER_TOPIC, "orders-dead");
        settings.put("consumer.override.bootstrap.servers", "broker:9092");

        validate().isAccepted();
    }

    @Test
    void aPolicyThatDeadLettersNeedsADestination() {
        settings.put("npipeline.pipeline.class", TestPipelines.DeadLettering.class.getName());

        validate()
                .isRefused(
                        DESTINATION,
                        "Invalid value none for configuration npipeline.dead.letter.destination: must not be none: the "
                                + "failure policy of node \"store\" decides DEAD_LETTER");

        settings.put(DESTINATION, "kafka");
        settings.put(DEAD_LETTER_TOPIC, "orders-dead");
        settings.put(BOOTSTRAP_SERVERS, "broker:9092");
        validate().isAccepted();
    }

    @Test
    void whatIsWrongIsShownAtOnce() {
        settings.put("npipeline.retry.delay.max.ms", "1");
        settings.put("npipeline.pipeline.class", "org.example.Missing");

        assertThat(validate().errors()).containsOnlyKeys("npipeline.pipeline.class", "npipeline.retry.delay.max.ms");
    }

    private ValidationOf validate() {
        return ValidationOf.settings(new NPipelineSinkConnector(), settings);
    }
}

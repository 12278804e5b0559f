package io.npipeline.kafka.connect.sink;

import io.npipeline.testing.ValidationOf;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a transactional sink asks of the settings. */
class TransactionalSinkValidationTest {

    private static final String STRATEGY = "npipeline.acknowledgment.strategy";
    private static final String CLAIM_TIMEOUT = "npipeline.claim.timeout.ms";
    private static final String POLL_INTERVAL = "consumer.override.max.poll.interval.ms";

    private final Map<String, String> settings = new HashMap<>();

    @BeforeEach
    void name() {
        settings.put("name", "orders");
        settings.put("npipeline.pipeline.class", TestPipelines.Transactional.class.getName());
    }

    private ValidationOf validate() {
        return ValidationOf.settings(new NPipelineSinkConnector(), settings);
    }

    @Test
    void itNeedsNoSetting() {
        validate().isAccepted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"manual", "delayed", "none"})
    void nothingElseSettlesWhatItCommits(String strategy) {
        settings.put(STRATEGY, strategy);

        validate()
                .isRefused(
                        STRATEGY,
                        "Invalid value " + strategy + " for configuration " + STRATEGY
                                + ": must be auto_on_sink_success for a pipeline with a transactional sink: what node"
                                + " \"store\" commits is settled by that and by nothing else");
    }

    @Test
    void claimsMustNotTakeLongerThanThePollsMayBeApart() {
        settings.put(POLL_INTERVAL, "60000");

        validate()
                .isRefused(
                        CLAIM_TIMEOUT,
                        "Invalid value 60000 for configuration " + CLAIM_TIMEOUT + ": must be below " + POLL_INTERVAL
                                + " (60000): the worker does not poll while partitions are claimed");

        settings.put(CLAIM_TIMEOUT, "59999");
        validate().isAccepted();
    }

    @Test
    void claimsMustNotTakeLongerThanThePollsMayBeApartUnlessThatIsSet() {
        settings.put(CLAIM_TIMEOUT, "300000");

        validate()
                .isRefused(
                        CLAIM_TIMEOUT,
                        "Invalid value 300000 for configuration " + CLAIM_TIMEOUT + ": must be below " + POLL_INTERVAL
                                + " (300000 unless set): the worker does not poll while partitions are claimed");

        settings.put(POLL_INTERVAL, "300001");
        validate().isAccepted();

        settings.remove(POLL_INTERVAL);
        settings.put(CLAIM_TIMEOUT, "299999");
        validate().isAccepted();
    }

    /** A worker refuses the override on its own key; we have nothing to compare with. */
    @Test
    void anIntervalThatIsNoNumberIsTheWorkersToRefuse() {
        settings.put(POLL_INTERVAL, "soon");

        validate().isAccepted();
    }

    @Test
    void withoutOneClaimsAreNotMade() {
        settings.put("npipeline.pipeline.class", TestPipelines.Valid.class.getName());
        settings.put(CLAIM_TIMEOUT, "600000");
        settings.put(POLL_INTERVAL, "60000");

        validate().isAccepted();
    }

    @Test
    void theLimitOfAClaimHasLimitsItself() {
        settings.put(CLAIM_TIMEOUT, "0");

        validate()
                .isRefused(
                        CLAIM_TIMEOUT,
                        "Invalid value 0 for configuration " + CLAIM_TIMEOUT + ": Value must be at least 1");
    }
}

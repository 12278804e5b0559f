package io.npipeline.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;

class FailureSettingsTest {

    private final IOException error = new IOException();

    @Test
    void threeRetriesAreTheDefault() {
        FailurePolicy policy = read(Map.of()).defaultPolicy(false);

        assertThat(policy.decide(error, 2)).isEqualTo(NodeErrorDecision.RETRY);
        assertThat(policy.decide(error, 3)).isEqualTo(NodeErrorDecision.FAIL);
    }

    @Test
    void delaysDoubleFromTheFirstToTheLongest() {
        FailurePolicy policy = read(Map.of(
                        "npipeline.retry.delay.base.ms", "10",
                        "npipeline.retry.delay.max.ms", "25",
                        "npipeline.retry.jitter", "0"))
                .defaultPolicy(false);

        assertThat(policy.delay(0)).isEqualTo(Duration.ofMillis(10));
        assertThat(policy.delay(1)).isEqualTo(Duration.ofMillis(20));
        assertThat(policy.delay(2)).isEqualTo(Duration.ofMillis(25));
    }

    @Test
    void theLastStepIsADeadLetterWhereThereIsADestination() {
        assertThat(read(Map.of()).defaultPolicy(true).lastStep()).contains(NodeErrorDecision.DEAD_LETTER);
        assertThat(read(Map.of()).defaultPolicy(false).lastStep()).contains(NodeErrorDecision.FAIL);
    }

    @Test
    void continuingOnErrorSkipsEvenWhereThereIsADestination() {
        FailureSettings settings = read(Map.of("npipeline.continue.on.error", "true"));

        assertThat(settings.defaultPolicy(true).lastStep()).contains(NodeErrorDecision.SKIP);
        assertThat(settings.defaultPolicy(false).lastStep()).contains(NodeErrorDecision.SKIP);
    }

    @Test
    void whatDoesNotFitOrCannotBeConvertedIsNotTriedAgain() {
        FailurePolicy policy = read(Map.of()).defaultPolicy(true);

        assertThat(policy.decide(new DataException("odd"), 0)).isEqualTo(NodeErrorDecision.DEAD_LETTER);
        assertThat(policy.decide(new RetriableException("down"), 0)).isEqualTo(NodeErrorDecision.RETRY);
        assertThat(read(Map.of()).defaultPolicy(false).decide(new DataException("odd"), 0))
                .isEqualTo(NodeErrorDecision.FAIL);
    }

    private static FailureSettings read(Map<String, String> config) {
        ConfigDef def = new ConfigDef();
        FailureSettings.define(def);
        return new FailureSettings(new AbstractConfig(def, config, false));
    }
}

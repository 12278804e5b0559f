package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.testing.LoggedWarnings;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** What is said of brokers by their transactions; a real broker is asked in the integration tests. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class TransactionVersionTest {

    private static String[] warnings(Callable<Integer> version) {
        try (LoggedWarnings warnings = new LoggedWarnings(TransactionVersion.class)) {
            TransactionVersion.warnIfOld("b:9092", version);
            return warnings.messages().toArray(String[]::new);
        }
    }

    @Test
    void oldTransactionsAreWarnedOfWithTheReason() {
        assertThat(warnings(() -> 1))
                .containsExactly(
                        "The brokers at b:9092 have transaction.version 1: below 2 Kafka's transactions have a hole "
                                + "(KIP-890), so that a record may be written twice or a transaction hang after a producer was "
                                + "lost. Brokers from 4.0 close it: kafka-features.sh upgrade --feature transaction.version=2");
        assertThat(warnings(() -> 0)).hasSize(1);
    }

    @Test
    void newOnesAreNot() {
        assertThat(warnings(() -> 2)).isEmpty();
        assertThat(warnings(() -> 3)).isEmpty();
    }

    @Test
    void nothingIsSaidOfBrokersThatDoNotTell() {
        assertThat(warnings(() -> {
                    throw new ExecutionException(new UnsupportedVersionException("too old"));
                }))
                .isEmpty();
        assertThat(warnings(() -> {
                    throw new TimeoutException("no answer");
                }))
                .isEmpty();
    }

    @Test
    void nobodyIsAskedWhereThatIsOfNoConsequenceOrThereIsNobodyToAsk() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "name", "lines",
                "npipeline.topic", "lines",
                "npipeline.kafka.bootstrap.servers", "not an address",
                "npipeline.pipeline.class", TestPipelines.Valid.class.getName()));
        try (LoggedWarnings warnings = new LoggedWarnings(TransactionVersion.class)) {
            TransactionVersion.warnIfOld(new NPipelineSourceConnectorConfig(settings));
            settings.put("npipeline.delivery.semantic", "exactly_once");
            TransactionVersion.warnIfOld(new NPipelineSourceConnectorConfig(settings));
            settings.remove("npipeline.kafka.bootstrap.servers");
            TransactionVersion.warnIfOld(new NPipelineSourceConnectorConfig(settings));

            assertThat(warnings.messages()).isEmpty();
        }
    }

    @Test
    void clientsThatDoNotKnowSafeTransactionsAreWarnedOf() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "name", "lines",
                "npipeline.topic", "lines",
                "npipeline.pipeline.class", TestPipelines.Valid.class.getName()));
        try (LoggedWarnings warnings = new LoggedWarnings(TransactionVersion.class)) {
            TransactionVersion.warnIfOld(new NPipelineSourceConnectorConfig(settings), false);
            assertThat(warnings.messages()).isEmpty();
            settings.put("npipeline.delivery.semantic", "exactly_once");
            TransactionVersion.warnIfOld(new NPipelineSourceConnectorConfig(settings), true);
            assertThat(warnings.messages()).isEmpty();
            TransactionVersion.warnIfOld(new NPipelineSourceConnectorConfig(settings), false);

            assertThat(warnings.messages())
                    .containsExactly(
                            "The Kafka clients of this worker do not know transaction.version 2: below it Kafka's "
                                    + "transactions have a hole (KIP-890), so that a record may be written twice or a transaction hang "
                                    + "after a producer was lost. Workers of Kafka 4.0 and later close it");
        }
    }
}

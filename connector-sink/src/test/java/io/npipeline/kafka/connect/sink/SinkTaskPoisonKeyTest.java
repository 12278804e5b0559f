package io.npipeline.kafka.connect.sink;

import static io.npipeline.kafka.connect.sink.RegisteredPipeline.into;
import static io.npipeline.kafka.connect.sink.SinkWorker.P0;
import static io.npipeline.kafka.connect.sink.SinkWorker.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.configuration.RunSettings;
import io.npipeline.testing.LoggedWarnings;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many messages of a key may wait for one that is retried. */
class SinkTaskPoisonKeyTest {

    private final ScriptedSink sink = new ScriptedSink();

    @Test
    void theLimitOfTheSettingsEndsTheRetriesOfAKey() {
        sink.failing("poison", new IllegalStateException("injected"));
        try (SinkWorker worker = SinkWorker.running(
                        into(sink),
                        "npipeline.retry.max",
                        "3",
                        "npipeline.retry.delay.base.ms",
                        "3600000",
                        "npipeline.retry.delay.max.ms",
                        "3600000",
                        "npipeline.continue.on.error",
                        "true",
                        "npipeline.max.parked.messages.per.key",
                        "2")
                .assign(P0)) {
            worker.put(keyed(0, "poison"), keyed(1, "a"));
            eventually(() -> assertThat(sink.started()).containsExactly("poison"));
            assertThat(worker.commit()).containsEntry(P0, 0L);

            worker.put(keyed(2, "b"));

            eventually(() -> assertThat(worker.commit()).containsEntry(P0, 3L));
            assertThat(sink.written()).containsExactly("a", "b");
        }
    }

    @ParameterizedTest
    @CsvSource({"1000, key, true", "1001, key, false", "1000, partition, false"})
    void aLimitThatMayNeverBeReachedIsNamedWhenTheTaskStarts(String maxInFlight, String ordering, boolean named) {
        try (LoggedWarnings warnings = new LoggedWarnings(RunSettings.class)) {
            start("npipeline.max.in.flight.records", maxInFlight, "npipeline.ordering", ordering);

            assertThat(warnings.messages()).hasSize(named ? 1 : 0);
            assertThat(warnings.messages()).allSatisfy(message -> assertThat(message)
                    .startsWith("npipeline.max.parked.messages.per.key (1000) may never be reached, because it is "
                            + "not below npipeline.max.in.flight.records (1000)"));
        }
    }

    @Test
    void noLimitNeedNotBeReached() {
        try (LoggedWarnings warnings = new LoggedWarnings(RunSettings.class)) {
            start("npipeline.max.parked.messages.per.key", "2147483647");

            assertThat(warnings.messages()).isEmpty();
        }
    }

    private void start(String... settings) {
        SinkWorker.running(into(sink), settings).close();
    }

    private static SinkRecord keyed(long offset, String body) {
        return new SinkRecord(
                P0.topic(), P0.partition(), Schema.STRING_SCHEMA, "k", Schema.STRING_SCHEMA, body, offset);
    }
}

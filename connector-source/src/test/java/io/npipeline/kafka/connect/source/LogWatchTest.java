package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.configuration.LagSettings;
import io.npipeline.testing.LoggedWarnings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class LogWatchTest {

    private static final TopicPartition PARTITION = new TopicPartition("orders", 0);

    private final LogPlaces places = new LogPlaces();
    private final AtomicInteger found = new AtomicInteger();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");

    private LogWatch watch(Duration interval) {
        consumer.assign(List.of(PARTITION));
        consumer.seek(PARTITION, 3);
        consumer.updateEndOffsets(Map.of(PARTITION, 8L));
        return new LogWatch(places, new LagSettings(interval), found::incrementAndGet);
    }

    @Test
    void theFirstLookIsAtOnceAndTheNextAfterTheInterval() {
        LogWatch watch = watch(Duration.ofDays(1));

        watch.lookWhenDue(consumer);
        consumer.updateEndOffsets(Map.of(PARTITION, 9L));
        watch.lookWhenDue(consumer);

        assertThat(places.end(PARTITION)).isEqualTo(8);
        assertThat(places.frontier(PARTITION, null, null)).isEqualTo(3);
        assertThat(found).hasValue(1);
    }

    @Test
    void withoutAnIntervalNobodyIsAsked() {
        watch(Duration.ZERO).lookWhenDue(consumer);

        assertThat(places.end(PARTITION)).isEqualTo(-1);
        assertThat(found).hasValue(0);
    }

    @Test
    void endsThatCannotBeHadAreNotKnownWithOneWarning() {
        LogWatch watch = watch(Duration.ofNanos(1));
        watch.lookWhenDue(consumer);
        try (LoggedWarnings warnings = new LoggedWarnings(LogWatch.class)) {
            for (int i = 0; i < 2; i++) {
                consumer.setOffsetsException(new TopicAuthorizationException("orders"));
                watch.lookWhenDue(consumer);
                assertThat(places.end(PARTITION)).isEqualTo(-1);
            }
            watch.lookWhenDue(consumer);
            assertThat(places.end(PARTITION)).isEqualTo(8);

            assertThat(warnings.messages())
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("orders", "The relay itself goes on");
        }
        assertThat(found).hasValue(2);
    }
}

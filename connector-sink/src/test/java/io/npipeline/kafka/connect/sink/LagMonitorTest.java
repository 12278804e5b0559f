package io.npipeline.kafka.connect.sink;

import static io.npipeline.kafka.connect.sink.RegisteredPipeline.into;
import static io.npipeline.kafka.connect.sink.SinkWorker.P0;
import static io.npipeline.kafka.connect.sink.SinkWorker.P1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.npipeline.engine.DeadLetterRoute;
import io.npipeline.engine.OffsetMap;
import io.npipeline.engine.Ownership;
import io.npipeline.engine.PipelineEngine;
import io.npipeline.metrics.KafkaMetrics;
import io.npipeline.metrics.NullKafkaMetrics;
import io.npipeline.metrics.TaskMetrics;
import io.npipeline.metrics.WorkerMetrics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The lag of a task is that of its frontiers behind the ends of its logs, or not known. */
class LagMonitorTest {

    private static final Duration SOON = Duration.ofMillis(1);
    private static final Duration NEVER = Duration.ofDays(1);

    /** Brokers that answer what a test says. */
    private static final class ScriptedEnds implements LogEndReader {
        private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
        private final AtomicBoolean failing = new AtomicBoolean();
        private final AtomicInteger looks = new AtomicInteger();
        private volatile boolean closed;
        private volatile boolean hanging;

        @Override
        public Map<TopicPartition, Long> read(Collection<TopicPartition> partitions)
                throws ExecutionException, InterruptedException {
            looks.incrementAndGet();
            if (hanging) {
                new CountDownLatch(1).await();
            }
            if (failing.get()) {
                throw new ExecutionException(new TimeoutException("no broker"));
            }
            Map<TopicPartition, Long> answer = new HashMap<>(ends);
            answer.keySet().retainAll(partitions);
            return answer;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private final ScriptedEnds brokers = new ScriptedEnds();
    private final LogEnds ends = new LogEnds();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final KafkaMetrics events = new KafkaMetrics() {
        @Override
        public void recordLag(String topic, int partition, long lag) {
            told.add(topic + "-" + partition + ": " + lag);
        }
    };
    private final NPipelineSinkConnectorConfig config =
            new NPipelineSinkConnectorConfig(RegisteredPipeline.settings(into(new ScriptedSink())));
    private final PipelineEngine engine = new PipelineEngine(
            config.validGraph(),
            config.engineSettings(NullKafkaMetrics.INSTANCE),
            new DeadLetterRoute.None(),
            () -> {});
    private final TaskMetrics published = new TaskMetrics("lagging", 0, WorkerMetrics.none());
    private final WatchedPartitions partitions = new WatchedPartitions(published, ends, System::nanoTime);

    @AfterEach
    void close() {
        engine.close();
        published.close();
    }

    private LagMonitor monitor(Duration interval) {
        return LagMonitor.start("lag", interval, brokers, partitions, ends, events);
    }

    private OwnedPartition owned(TopicPartition partition) {
        Ownership ownership = engine.own(partition);
        return new OwnedPartition(partition, ownership, config.offsetMaps(), OffsetMap.empty(0));
    }

    @Test
    void itIsFromTheFrontierToTheEndOfTheLog() {
        brokers.ends.putAll(Map.of(P0, 10L, P1, 7L));
        OwnedPartition first = owned(P0);
        OwnedPartition second = owned(P1);
        partitions.began(P0, first);
        partitions.began(P1, second);
        assertThat(partitions.lag()).isEqualTo(LogEnds.UNKNOWN);

        try (LagMonitor monitor = monitor(NEVER)) {
            monitor.lookSoon();
            await().until(() -> ends.of(P0) == 10);
            assertThat(partitions.lag(P0)).as("nobody knows where it begins").isEqualTo(LogEnds.UNKNOWN);

            first.ownership().register(4, 1);
            assertThat(partitions.lag(P0)).isEqualTo(6);
            assertThat(partitions.lag()).as("of one partition it is not known").isEqualTo(LogEnds.UNKNOWN);
            second.committable(7, "");
            assertThat(partitions.lag(P1)).isZero();
            assertThat(partitions.lag()).isEqualTo(6);
            second.committable(9, "");
            assertThat(partitions.lag()).as("past an end that is old").isEqualTo(6);

            monitor.lookSoon();
            await().until(() -> told.size() == 2);
            assertThat(told).containsExactlyInAnyOrder("orders-0: 6", "orders-1: 0");
            partitions.ended(P0);
            assertThat(partitions.lag()).isZero();
            assertThat(partitions.lag(P0)).isEqualTo(LogEnds.UNKNOWN);
        }
    }

    @Test
    void whileTheEndsCannotBeLookedUpItIsNotKnownAndThatIsSaidOnce() {
        brokers.ends.put(P0, 10L);
        OwnedPartition owned = owned(P0);
        partitions.began(P0, owned);
        owned.ownership().register(4, 1);
        try (LoggedWarnings warnings = new LoggedWarnings(LagMonitor.class);
                LagMonitor unused = monitor(SOON)) {
            await().until(() -> partitions.lag() == 6);

            brokers.failing.set(true);
            await().until(() -> partitions.lag() == LogEnds.UNKNOWN);
            int looks = brokers.looks.get();
            await().until(() -> brokers.looks.get() > looks + 3);
            assertThat(warnings.messages()).hasSize(1).first().asString().contains("npipeline.kafka.");

            brokers.failing.set(false);
            await().until(() -> partitions.lag() == 6);
            brokers.failing.set(true);
            await().until(() -> warnings.messages().size() == 2);
        }
    }

    @Test
    void itsEndWaitsForNoBroker() {
        brokers.hanging = true;
        partitions.began(P0, owned(P0));
        LagMonitor monitor = monitor(NEVER);
        monitor.lookSoon();
        await().until(() -> brokers.looks.get() == 1);

        monitor.close();

        await().until(() -> brokers.closed);
        monitor.lookSoon();
        assertThat(brokers.looks).hasValue(1);
    }
}

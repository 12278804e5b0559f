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
import io.npipeline.testing.LoggedWarnings;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lag of a task is that of its frontiers behind the ends of its logs, or not known. */
class LagMonitorTest {

    private static final Duration SOON = Duration.ofMillis(1);
    private static final Duration NEVER = Duration.ofDays(1);

    /** Brokers that answer what a test says. */
    private static final class ScriptedEnds implements LagReader {
        private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
        private final Map<TopicPartition, Long> committed = new ConcurrentHashMap<>();
        private final Map<TopicPartition, Integer> askedForCommitted = new ConcurrentHashMap<>();
        private final Set<TopicPartition> leaderless = ConcurrentHashMap.newKeySet();
        private final AtomicReference<@Nullable Throwable> failing = new AtomicReference<>();
        private final AtomicInteger looks = new AtomicInteger();
        private volatile boolean closed;
        private volatile boolean hanging;

        @Override
        public Found read(Collection<TopicPartition> partitions, Collection<TopicPartition> uncertain)
                throws InterruptedException {
            uncertain.forEach(partition -> askedForCommitted.merge(partition, 1, Integer::sum));
            looks.incrementAndGet();
            if (hanging) {
                new CountDownLatch(1).await();
            }
            Throwable error = failing.get();
            if (error instanceof RuntimeException failure) {
                throw failure;
            }
            if (error instanceof Error fatal) {
                throw fatal;
            }
            Map<TopicPartition, Long> found = new HashMap<>(ends);
            found.keySet().retainAll(partitions);
            found.keySet().removeAll(leaderless);
            Map<TopicPartition, Long> foundCommitted = new HashMap<>(committed);
            foundCommitted.keySet().retainAll(uncertain);
            return new Found(
                    found,
                    foundCommitted,
                    partitions.stream()
                            .filter(leaderless::contains)
                            .collect(Collectors.toMap(
                                    Function.identity(), partition -> new TimeoutException("no leader"))));
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
    /** No two looks are within the same moment. */
    private final AtomicLong clock = new AtomicLong();

    private final TaskMetrics published = new TaskMetrics("lagging", 0, WorkerMetrics.none());
    private final WatchedPartitions partitions =
            new WatchedPartitions(published, ends, () -> clock.addAndGet(1_000_000_000));

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

    static Stream<Throwable> errors() {
        return Stream.of(new TimeoutException("no broker"), new NoClassDefFoundError("a class"));
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
    void aPartitionWithoutAnEndHidesNoOther() {
        brokers.ends.putAll(Map.of(P0, 10L, P1, 7L));
        brokers.leaderless.add(P1);
        partitions.began(P0, owned(P0));
        partitions.began(P1, owned(P1));
        try (LoggedWarnings warnings = new LoggedWarnings(LagMonitor.class);
                LagMonitor monitor = monitor(NEVER)) {
            monitor.lookSoon();
            await().until(() -> ends.of(P0) == 10);
            assertThat(ends.of(P1)).isEqualTo(LogEnds.UNKNOWN);
            await().untilAsserted(() -> assertThat(warnings.messages()).hasSize(1));
            assertThat(warnings.messages().get(0)).contains(P1.toString()).doesNotContain(P0.toString());

            brokers.leaderless.clear();
            monitor.lookSoon();
            await().until(() -> ends.of(P1) == 7);
        }
    }

    @Test
    void whatTheClientFindsOfOnePartitionIsFoundWhateverBecomesOfOthers() throws InterruptedException {
        KafkaFutureImpl<ListOffsetsResultInfo> known = new KafkaFutureImpl<>();
        known.complete(new ListOffsetsResultInfo(10, -1, Optional.empty()));
        KafkaFutureImpl<ListOffsetsResultInfo> refused = new KafkaFutureImpl<>();
        refused.completeExceptionally(new TopicAuthorizationException("others"));
        TopicPartition others = new TopicPartition("others", 0);

        KafkaFutureImpl<Map<TopicPartition, @Nullable OffsetAndMetadata>> forbidden = new KafkaFutureImpl<>();
        forbidden.completeExceptionally(new GroupAuthorizationException("connect-lagging"));

        LagReader.Found found = new LagAnswers(Duration.ofMillis(1))
                .ends(
                        List.of(P1, others, P0),
                        new ListOffsetsResult(Map.of(P0, known, P1, new KafkaFutureImpl<>(), others, refused)))
                .committed(List.of(P0, others), forbidden)
                .found();

        assertThat(found.ends()).isEqualTo(Map.of(P0, 10L));
        assertThat(found.committed()).isEmpty();
        assertThat(found.failures()).containsOnlyKeys(P0, P1, others);
        assertThat(found.failures().get(others)).isInstanceOf(TopicAuthorizationException.class);
        assertThat(found.failures().get(P0)).isInstanceOf(GroupAuthorizationException.class);
    }

    @Test
    void aGroupThatCommittedNothingOfAPartitionHasNoOffsetThere() throws InterruptedException {
        Map<TopicPartition, @Nullable OffsetAndMetadata> committed = new HashMap<>();
        committed.put(P0, new OffsetAndMetadata(7));
        committed.put(P1, null);

        LagReader.Found found = new LagAnswers(Duration.ofMinutes(1))
                .committed(List.of(P0, P1), KafkaFuture.completedFuture(committed))
                .found();

        assertThat(found.committed()).isEqualTo(Map.of(P0, 7L));
        assertThat(found.failures()).isEmpty();
    }

    @Test
    void untilAPartitionHasAFrontierOfItsOwnTheCommittedOffsetIsIt() {
        brokers.ends.putAll(Map.of(P0, 10L, P1, 7L));
        brokers.committed.putAll(Map.of(P0, 8L));
        OwnedPartition first = owned(P0);
        partitions.began(P0, first);
        partitions.began(P1, owned(P1));
        try (LagMonitor unused = monitor(SOON)) {
            await().until(() -> partitions.lag(P0) == 2);
            assertThat(partitions.lag(P1)).as("nothing is committed").isEqualTo(LogEnds.UNKNOWN);
            assertThat(partitions.lag()).isEqualTo(LogEnds.UNKNOWN);
            brokers.committed.put(P1, 7L);
            await().until(() -> partitions.lag() == 2);
            await().until(() -> told.containsAll(List.of("orders-0: 2", "orders-1: 0")));

            first.committable(9, "");
            assertThat(partitions.lag(P0)).isEqualTo(1);
            int looks = brokers.looks.get();
            await().until(() -> brokers.looks.get() > looks + 1);
            int asked = askedForCommitted(P0);
            int askedOther = askedForCommitted(P1);
            await().until(() -> askedForCommitted(P1) > askedOther + 3);
            assertThat(askedForCommitted(P0)).as("nobody needs it any more").isEqualTo(asked);
        }
    }

    private int askedForCommitted(TopicPartition partition) {
        return brokers.askedForCommitted.getOrDefault(partition, 0);
    }

    @Test
    void thePositionOfAStoreCountsBeforeWhatWasCommittedAlsoWhereItIsTheBeginning() {
        brokers.ends.put(P0, 10L);
        brokers.committed.put(P0, 8L);
        partitions.began(P0, new OwnedPartition(P0, engine.own(P0), config.offsetMaps(), OffsetMap.empty(0), 0));
        try (LagMonitor monitor = monitor(NEVER)) {
            monitor.lookSoon();
            await().until(() -> partitions.lag() == 10);
        }
    }

    @Test
    void ofALogInWhichNothingEverWasNothingIsLeft() {
        brokers.ends.put(P0, 0L);
        partitions.began(P0, owned(P0));
        try (LagMonitor monitor = monitor(NEVER)) {
            monitor.lookSoon();
            await().until(() -> partitions.lag() == 0);
        }
    }

    @Test
    void anotherEpochOfAPartitionBeginsWithoutWhatWasCommitted() {
        brokers.ends.put(P0, 10L);
        brokers.committed.put(P0, 8L);
        partitions.began(P0, owned(P0));
        try (LagMonitor monitor = monitor(NEVER)) {
            monitor.lookSoon();
            await().until(() -> partitions.lag(P0) == 2);

            partitions.began(P0, owned(P0));
            assertThat(partitions.lag(P0)).isEqualTo(LogEnds.UNKNOWN);
            monitor.lookSoon();
            await().until(() -> partitions.lag(P0) == 2);
        }
    }

    @Test
    void whatIsSaidOfOneMomentIsOfOneLook() {
        AtomicLong time = new AtomicLong();
        OwnedPartition owned = owned(P0);
        WatchedPartition watched = new WatchedPartition(owned, time::get);
        owned.ownership().register(4, 1);
        assertThat(watched.frontier()).isEqualTo(4);
        owned.ownership().register(5, 1);
        assertThat(watched.reading().inFlight()).isEqualTo(1);
        time.addAndGet(20_000_000);
        assertThat(watched.reading().inFlight()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void whileTheEndsCannotBeLookedUpItIsNotKnownAndThatIsSaidOnce(Throwable error) {
        brokers.ends.put(P0, 10L);
        OwnedPartition owned = owned(P0);
        partitions.began(P0, owned);
        owned.ownership().register(4, 1);
        try (LoggedWarnings warnings = new LoggedWarnings(LagMonitor.class);
                LagMonitor unused = monitor(SOON)) {
            await().until(() -> partitions.lag() == 6);

            brokers.failing.set(error);
            await().until(() -> partitions.lag() == LogEnds.UNKNOWN);
            int looks = brokers.looks.get();
            await().until(() -> brokers.looks.get() > looks + 3);
            assertThat(warnings.messages()).hasSize(1).first().asString().contains("npipeline.kafka.");

            brokers.failing.set(null);
            await().until(() -> partitions.lag() == 6);
            brokers.failing.set(error);
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

package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.npipeline.testing.LoggedWarnings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class PositionPublisherTest {

    private static final TopicPartition P0 = new TopicPartition("orders", 0);
    private static final TopicPartition P1 = new TopicPartition("orders", 1);

    private final FakeOffsetStorageReader stored = new FakeOffsetStorageReader();
    private final Group group = new Group();

    private PositionPublisher start(Duration pause) {
        return PositionPublisher.start(List.of(P0, P1), stored, group, pause, Duration.ofHours(1));
    }

    private void store(TopicPartition partition, long offset) {
        stored.store(TopicPartitions.stored(partition), TopicPartitions.stamp(RelayPosition.of(offset)));
    }

    @Test
    void whatTheWorkerStoredIsPublishedWhenItSaysThatItDid() {
        store(P0, 7);
        try (PositionPublisher publisher = start(Duration.ofMillis(1))) {
            publisher.committed();

            await().until(() -> group.written.equals(List.of(Map.of(P0, 7L))));
        }
    }

    @Test
    void nothingIsPublishedBeforeTheWorkerStoredSomething() {
        store(P0, 7);
        PositionPublisher publisher = start(Duration.ofMillis(1));
        assertThat(group.written).isEmpty();

        publisher.close();

        assertThat(group.written).as("the last look").containsExactly(Map.of(P0, 7L));
    }

    @Test
    void whatDidNotChangeIsNotPublishedAgain() {
        store(P0, 7);
        try (PositionPublisher publisher = start(Duration.ofMillis(1))) {
            publisher.committed();
            await().until(() -> group.written.size() == 1);

            publisher.committed();
            store(P1, 3);
            publisher.committed();

            await().until(() -> group.written.size() > 1);
        }
        assertThat(group.written).containsExactly(Map.of(P0, 7L), Map.of(P0, 7L, P1, 3L));
    }

    @Test
    void whatDidNotChangeIsPublishedAgainBeforeTheBrokersForgetIt() {
        store(P0, 7);
        Duration soon = Duration.ofMillis(1);
        try (PositionPublisher publisher = PositionPublisher.start(List.of(P0, P1), stored, group, soon, soon)) {
            publisher.committed();

            await().until(() -> group.written.size() > 2);
        }
        assertThat(group.written).containsOnly(Map.of(P0, 7L));
    }

    @Test
    void publicationsKeepTheirDistanceAndTheLastOneIsMadeAtTheEnd() {
        store(P0, 1);
        try (PositionPublisher publisher = start(Duration.ofHours(1))) {
            publisher.committed();
            await().until(() -> group.written.size() == 1);
            store(P0, 2);
            publisher.committed();
            store(P0, 3);
            publisher.committed();
        }

        assertThat(group.written).containsExactly(Map.of(P0, 1L), Map.of(P0, 3L));
        assertThat(group.closings).hasValue(1);
    }

    @Test
    void aGroupThatIsRefusedIsWarnedOfOnceAndTriedAgainThoughTheWorkerStoresNothingMore() {
        group.refusal = new UnknownMemberIdException("the group has members");
        store(P0, 7);
        try (LoggedWarnings warnings = new LoggedWarnings(PositionPublisher.class);
                PositionPublisher publisher = start(Duration.ofMillis(1))) {
            publisher.committed();
            await().until(() -> group.attempts.get() > 2);
            assertThat(warnings.messages())
                    .containsExactly("Positions could not be published to group lag, so tools show a lag that is not "
                            + "there: org.apache.kafka.common.errors.UnknownMemberIdException: the group has members. "
                            + "The relay itself goes on");

            group.refusal = null;
            await().until(() -> group.written.equals(List.of(Map.of(P0, 7L))));
        }
    }

    @Test
    void aGroupThatDoesNotAnswerHoldsUpTheEndOfTheTaskForAMomentOnly() throws InterruptedException {
        group.blocking = true;
        store(P0, 7);
        PositionPublisher publisher = start(Duration.ofMillis(1));
        publisher.committed();
        group.blocked.await();

        publisher.close();

        await().until(() -> group.closings.get() == 1);
    }

    /** A group that keeps what is written. */
    private static final class Group implements GroupOffsets {

        private final List<Map<TopicPartition, Long>> written = new CopyOnWriteArrayList<>();
        private final AtomicInteger attempts = new AtomicInteger();
        private final AtomicInteger closings = new AtomicInteger();
        private final CountDownLatch blocked = new CountDownLatch(1);
        private volatile @Nullable RuntimeException refusal;
        private volatile boolean blocking;

        @Override
        public String id() {
            return "lag";
        }

        @Override
        public void write(Map<TopicPartition, Long> offsets) throws ExecutionException, InterruptedException {
            if (blocking) {
                blocked.countDown();
                new CountDownLatch(1).await();
            }
            RuntimeException error = refusal;
            attempts.incrementAndGet();
            if (error != null) {
                throw new ExecutionException(error);
            }
            written.add(offsets);
        }

        @Override
        public void close() {
            closings.incrementAndGet();
        }
    }
}

package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.MessageHeaders;
import io.npipeline.node.BatchLimits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Times are small numbers here: the queue only compares them. */
class BatchQueueTest {

    private static final long LINGER = 100;

    /** Gives deliveries their lanes; that it runs them, too, does not matter. */
    private final EngineHarness harness = EngineHarness.into(message -> {}).start();

    private final Partition partition = harness.own(0);
    private final BatchQueue queue = new BatchQueue(BatchLimits.of(10, Duration.ofNanos(LINGER)));

    @AfterEach
    void close() {
        harness.close();
    }

    /** An item of the lane of its first letter. */
    private BatchItem item(String body, long addedAt) {
        Delivery delivery = partition.submitMessage(body.substring(0, 1), body, MessageHeaders.EMPTY);
        KafkaMessage<?> message = delivery.message();
        harness.engine.dispatch();
        return new BatchItem(message, delivery, addedAt);
    }

    private BatchItem add(String body, long addedAt) {
        BatchItem item = item(body, addedAt);
        queue.add(item);
        return item;
    }

    private List<String> take() {
        return queue.take(0).stream()
                .map(item -> String.valueOf(item.message().body()))
                .toList();
    }

    @Test
    void itemsOfALaneThatIsHeldBackNoLongerStandAmongTheOthersByTheirAge() {
        BatchItem failed = item("a0", 0);
        queue.hold(List.of(failed));
        add("b1", 1);
        add("a2", 2);
        add("b3", 3);
        add("a4", 4);
        add("c5", 5);
        add("a6", 6);

        queue.unhold(failed);

        assertThat(take()).containsExactly("b1", "a2", "b3", "a4", "c5", "a6");
    }

    @Test
    void itemsThatWaitedBeforeTheirLaneWasHeldBackComeBackToTheirPlaces() {
        BatchItem failed = item("a0", 0);
        add("a1", 1);
        add("b2", 2);
        add("a3", 3);
        queue.hold(List.of(failed));
        add("a4", 4);
        add("b5", 5);

        queue.unhold(failed);

        assertThat(take()).containsExactly("a1", "b2", "a3", "a4", "b5");
    }

    @Test
    void theOrderOfEachLaneIsKeptAmongItemsOfOneAge() {
        BatchItem failed = item("a0", 0);
        queue.hold(List.of(failed));
        for (int number = 1; number <= 4; number++) {
            add("a" + number, 7);
            add("b" + number, 7);
        }

        queue.unhold(failed);

        List<String> taken = take();
        assertThat(taken).hasSize(8);
        assertThat(taken.stream().filter(body -> body.startsWith("a"))).containsExactly("a1", "a2", "a3", "a4");
        assertThat(taken.stream().filter(body -> body.startsWith("b"))).containsExactly("b1", "b2", "b3", "b4");
    }

    @Test
    void agesAreComparedAlsoWhereTheClockOverflows() {
        BatchItem failed = item("a0", 0);
        queue.hold(List.of(failed));
        add("a1", Long.MAX_VALUE);
        add("b2", Long.MIN_VALUE);
        add("a3", Long.MIN_VALUE + 1);

        queue.unhold(failed);

        assertThat(take()).containsExactly("a1", "b2", "a3");
    }

    @Test
    void aLaneIsHeldBackUntilTheLastOfItsFailedItemsIsSettled() {
        BatchItem first = item("a0", 0);
        BatchItem second = item("a1", 0);
        queue.hold(List.of(first));
        queue.hold(List.of(second));
        add("a2", 2);

        queue.unhold(first);
        assertThat(take()).isEmpty();

        queue.unhold(second);
        assertThat(take()).containsExactly("a2");
    }

    @Test
    void theNextBatchIsDueByTheOldestItemThatMayBeWritten() {
        assertThat(queue.nanosUntilDue(60, false)).isEqualTo(Long.MAX_VALUE);
        BatchItem failed = item("a0", 0);
        add("a1", 10);
        add("b2", 50);
        assertThat(queue.nanosUntilDue(60, false)).isEqualTo(10 + LINGER - 60);

        queue.hold(List.of(failed));
        assertThat(queue.nanosUntilDue(60, false)).isEqualTo(50 + LINGER - 60);

        queue.unhold(failed);
        assertThat(queue.nanosUntilDue(60, false)).isEqualTo(10 + LINGER - 60);
        assertThat(queue.nanosUntilDue(120, false)).isNegative();
    }

    @Test
    void itemsThatCameWhileTheirLaneWasHeldBackAgeMeanwhile() {
        BatchItem failed = item("a0", 0);
        queue.hold(List.of(failed));
        add("a1", 10);
        add("b2", 50);

        queue.unhold(failed);

        assertThat(queue.nanosUntilDue(60, false)).isEqualTo(10 + LINGER - 60);
    }

    @Test
    void whatIsToBeFlushedIsDueAtOnce() {
        add("a1", 10);

        assertThat(queue.nanosUntilDue(10, true)).isZero();
    }
}

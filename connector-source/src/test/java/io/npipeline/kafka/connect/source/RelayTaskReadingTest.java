package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** How a relay takes records in, whatever its consumer does. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class RelayTaskReadingTest {

    private final ScriptedConsumer consumer = new ScriptedConsumer(2);
    private final ScriptedStep step = new ScriptedStep();
    private final SourceWorker worker = SourceWorker.relay(consumer, step);

    @Test
    void intakeStopsAtTheLimitOfRecordsInFlightAndGoesOnBelowIt() {
        consumer.setMaxPollRecords(1);
        step.holding("0", "1", "2", "3");
        offerNumbers(20);
        worker.with("npipeline.max.in.flight.records", "4").start();

        try (worker) {
            worker.pollUntil(() -> assertThat(step.seen()).contains("0", "1", "2", "3"));
            assertThat(worker.poll()).isNull();
            assertThat(step.seen()).containsExactlyInAnyOrder("0", "1", "2", "3");

            List.of("0", "1", "2", "3").forEach(step::letGo);
            assertThat(worker.nextValues(20)).containsExactlyInAnyOrderElementsOf(numbers(20));
        }
    }

    @Test
    void intakeStopsAtTheLimitOfBytesInFlightAndGoesOnBelowIt() {
        consumer.setMaxPollRecords(1);
        step.holding("0", "1", "2");
        offerNumbers(10);
        // Each record is a key and a value of one byte.
        worker.with("npipeline.max.in.flight.bytes", "6").start();

        try (worker) {
            worker.pollUntil(() -> assertThat(step.seen()).contains("0", "1", "2"));
            assertThat(worker.poll()).isNull();
            assertThat(step.seen()).containsExactlyInAnyOrder("0", "1", "2");

            List.of("0", "1", "2").forEach(step::letGo);
            assertThat(worker.nextValues(10)).containsExactlyInAnyOrderElementsOf(numbers(10));
        }
    }

    @Test
    void aConsumerThatFailsEndsTheTaskAfterWhatItReadBeforeIsHandedOver() {
        step.holding("1");
        consumer.offer(0, "1").offer(1, "2");
        worker.start();

        try (worker) {
            assertThat(worker.nextValues(1)).containsExactly("2");
            consumer.failing(new TopicAuthorizationException("orders"));
            await().until(() -> consumer.closings() == 1);
            assertThat(worker.poll()).isNull();

            step.letGo("1");
            assertThat(worker.nextValues(1)).containsExactly("1");

            assertThatThrownBy(worker::nextList)
                    .isInstanceOf(ConnectException.class)
                    .hasMessage("Reading the source topics failed: "
                            + "org.apache.kafka.common.errors.TopicAuthorizationException: orders")
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void aConsumerThatFailsBeforeItsRecordsWereTakenLosesNone() {
        step.holding("0");
        consumer.setMaxPollRecords(1);
        offerNumbers(3);
        worker.with("npipeline.max.in.flight.records", "1").start();

        try (worker) {
            worker.pollUntil(() -> assertThat(step.seen()).containsExactly("0"));
            consumer.failing(new TopicAuthorizationException("orders"));

            step.letGo("0");
            List<Object> values = worker.nextValues(2);
            assertThat(values).startsWith("0", "1");
            assertThatThrownBy(() -> worker.nextValues(2)).isInstanceOf(ConnectException.class);
        }
    }

    private static KafkaException outOfRange() {
        return new OffsetOutOfRangeException(Map.of(ScriptedConsumer.partition(0), 1L));
    }

    @Test
    void aLossThatALookAtPositionsFindsIsOne() {
        consumer.failingToTellPosition(outOfRange());
        worker.with("npipeline.source.position.lost", "fail").start();

        try (worker) {
            assertThatThrownBy(worker::nextList)
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("does not have position 1");
        }
    }

    @Test
    void aLossThatIsFoundBehindAPollCostsNoRecordOfIt() {
        consumer.failingToTellPosition(outOfRange()).offer(0, "1");
        worker.with("npipeline.source.position.lost", "fail")
                .with("npipeline.metrics.lag.interval.ms", "0")
                .start();

        try (worker) {
            assertThat(worker.nextValues(1)).containsExactly("1");
            assertThatThrownBy(worker::nextList)
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("does not have position 1");
        }
    }

    @Test
    void aPositionThatCannotBeToldHarmsNobody() {
        consumer.failingToTellPosition(new TopicAuthorizationException("orders"))
                .offer(0, "1");
        worker.with("npipeline.metrics.lag.interval.ms", "0").start();

        try (worker) {
            assertThat(worker.nextValues(1)).containsExactly("1");
            consumer.offer(0, "2");
            assertThat(worker.nextValues(1)).containsExactly("2");
        }
    }

    @Test
    void stoppingWakesAPollThatBlocks() throws InterruptedException {
        consumer.blockPolls();
        worker.with("npipeline.drain.timeout.ms", "600000").start();
        consumer.awaitBlockedPoll();

        worker.close();

        assertThat(consumer.closings()).isEqualTo(1);
    }

    @Test
    void stoppingEndsAFetchThatWaitsForTheTask() {
        consumer.setMaxPollRecords(1);
        offerNumbers(5);
        worker.with("npipeline.drain.timeout.ms", "600000").start();

        worker.close();

        assertThat(consumer.closings()).isEqualTo(1);
    }

    @Test
    void noThreadOutlivesTheTask() {
        String readers = Thread.currentThread().getName() + "-reader-";
        worker.with("npipeline.threads", "platform").start();
        assertThat(namesOfThreads()).contains(readers + "0");

        worker.close();

        String workers = "npipeline-" + worker.name() + "-0-";
        await().untilAsserted(() ->
                assertThat(namesOfThreads()).noneMatch(name -> name.startsWith(readers) || name.startsWith(workers)));
    }

    private static List<String> namesOfThreads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }

    private void offerNumbers(int count) {
        numbers(count).forEach(number -> consumer.offer(0, number.toString()));
    }

    private static List<Object> numbers(int count) {
        return IntStream.range(0, count).<Object>mapToObj(Integer::toString).toList();
    }
}

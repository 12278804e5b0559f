package io.npipeline.kafka.connect.source;

import static io.npipeline.kafka.connect.source.ScriptedSource.after;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.npipeline.message.Rejection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** A source task whose messages settle a while after their end. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class SourceTaskDelayedTest {

    private final ScriptedSource source = new ScriptedSource("a");
    private final ScriptedStep step = new ScriptedStep();

    private SourceWorker delayed(Duration delay) {
        return SourceWorker.of(source, step)
                .with("npipeline.acknowledgment.strategy", "delayed")
                .with("npipeline.acknowledgment.delay.ms", Long.toString(delay.toMillis()))
                .with("npipeline.drain.timeout.ms", Long.toString(delay.toMillis() + 1))
                .with("npipeline.max.in.flight.records", "3");
    }

    @Test
    void outputsLeaveAfterTheDelayInTheOrderOfTheirItems() {
        Duration delay = Duration.ofMillis(150);
        step.holding("1");
        source.offer("a", "1", "2", "3");
        try (SourceWorker worker = delayed(delay).start()) {
            worker.pollUntil(() -> assertThat(step.areSettled("2", "3")).isTrue());
            long begin = System.nanoTime();
            step.letGo("1");

            List<SourceRecord> list = worker.nextList();

            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(delay.toNanos());
            assertThat(list).extracting(SourceRecord::value).containsExactly("1", "2", "3");
            assertThat(list)
                    .extracting(SourceRecord::sourceOffset)
                    .isEqualTo(List.of(Map.of("v", 1L), Map.of("v", 1L), after(3)));
        }
    }

    @Test
    void whatIsInItsDelayCountsAsInFlightAndDoesNotLeave() {
        source.offer("a", "1", "2", "3").offer("a", "4").offer("a", "5").offer("a", "6");
        try (SourceWorker worker = delayed(Duration.ofMinutes(9)).start()) {
            worker.pollUntil(() -> assertThat(step.seen()).containsExactlyInAnyOrder("1", "2", "3"));

            assertThat(worker.poll()).isNull();

            assertThat(source.unread("a")).isPositive();
            assertThat(step.seen()).containsExactlyInAnyOrder("1", "2", "3");
        }
    }

    @Test
    void aRejectionInTheDelayThatFailsTheTaskLetsNothingLeave() {
        source.offer("a", "1", "2");
        try (SourceWorker worker = delayed(Duration.ofSeconds(3)).start()) {
            worker.pollUntil(() -> assertThat(step.seen()).containsExactlyInAnyOrder("1", "2"));
            step.reject("1", Rejection.fail(new IllegalStateException("books are closed")));

            assertThatThrownBy(worker::nextList)
                    .isInstanceOf(ConnectException.class)
                    .hasMessageEndingWith("java.lang.IllegalStateException: books are closed");
        }
    }
}

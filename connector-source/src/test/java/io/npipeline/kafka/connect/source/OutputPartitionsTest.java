package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.connect.errors.ConnectException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class OutputPartitionsTest {

    private final ConcurrentLinkedDeque<CompletableFuture<Integer>> questions = new ConcurrentLinkedDeque<>();
    private final AtomicLong clock = new AtomicLong();
    private final OutputPartitions partitions = new OutputPartitions(
            topic -> {
                CompletableFuture<Integer> answer = new CompletableFuture<>();
                questions.add(answer);
                return answer;
            },
            clock::get);

    private int knownAs(int count) throws Exception {
        ExecutorService messages = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> waiting = messages.submit(() -> partitions.of("out"));
            Awaitility.await().until(() -> !questions.isEmpty());
            questions.remove().complete(count);
            return waiting.get();
        } finally {
            messages.shutdown();
        }
    }

    @Test
    void messagesWaitForTheFirstAnswerTogether() throws Exception {
        ExecutorService messages = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> waiting = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                waiting.add(messages.submit(() -> partitions.of("out")));
            }
            Awaitility.await().until(() -> !questions.isEmpty());
            questions.remove().complete(3);

            for (Future<Integer> count : waiting) {
                assertThat(count.get()).isEqualTo(3);
            }
            assertThat(partitions.of("out")).isEqualTo(3);
            assertThat(questions).isEmpty();
        } finally {
            messages.shutdown();
        }
    }

    @Test
    void anOldNumberDoesUntilTheNewOneIsThere() throws Exception {
        assertThat(knownAs(3)).isEqualTo(3);
        clock.addAndGet(OutputPartitions.FRESH.toNanos());
        assertThat(partitions.of("out")).isEqualTo(3);
        assertThat(questions).isEmpty();

        clock.incrementAndGet();
        assertThat(partitions.of("out")).isEqualTo(3);
        assertThat(partitions.of("out")).isEqualTo(3);
        assertThat(questions).hasSize(1);
        questions.remove().complete(6);

        assertThat(partitions.of("out")).isEqualTo(6);
        assertThat(questions).isEmpty();
    }

    @Test
    void anOldNumberDoesForAnotherWhileWhereThereIsNoNewOne() throws Exception {
        knownAs(3);
        clock.addAndGet(OutputPartitions.FRESH.toNanos() + 1);
        partitions.of("out");

        questions.remove().completeExceptionally(new UnknownTopicOrPartitionException());

        assertThat(partitions.of("out")).isEqualTo(3);
        assertThat(questions).isEmpty();
        clock.addAndGet(Duration.ofMinutes(2).toNanos());
        partitions.of("out");
        assertThat(questions).hasSize(1);
    }

    @Test
    void aTopicThatIsNotThereFailsTheMessageAndIsAskedAboutAgain() throws Exception {
        OutputPartitions failing = new OutputPartitions(
                topic -> {
                    questions.add(new CompletableFuture<>());
                    return questions.size() == 1
                            ? CompletableFuture.failedFuture(new UnknownTopicOrPartitionException("no such topic"))
                            : CompletableFuture.completedFuture(2);
                },
                clock::get);

        assertThatThrownBy(() -> failing.of("out"))
                .isInstanceOf(ConnectException.class)
                .hasMessage("How many partitions topic \"out\" has could not be found out: "
                        + "org.apache.kafka.common.errors.UnknownTopicOrPartitionException: no such topic");
        assertThat(failing.of("out")).isEqualTo(2);
    }

    @Test
    void aClientThatThrowsFailsTheMessageAndIsAskedAgain() throws Exception {
        OutputPartitions failing = new OutputPartitions(
                topic -> {
                    questions.add(new CompletableFuture<>());
                    if (questions.size() == 1) {
                        throw new IllegalStateException("the client is closed");
                    }
                    return CompletableFuture.completedFuture(2);
                },
                clock::get);

        assertThatThrownBy(() -> failing.of("out")).hasMessageContaining("the client is closed");
        assertThat(failing.of("out")).isEqualTo(2);
    }

    @Test
    void anInterruptEndsTheWait() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> partitions.of("out")).isInstanceOf(InterruptedException.class);
    }
}

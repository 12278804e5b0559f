package io.npipeline.kafka.connect.sink;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Waits for what brokers were asked, for all of it together no longer than a limit, and collects what they say. An answer that
 * is an error, or does not come, hides no other.
 *
 * <p>Used by one thread.
 */
final class LagAnswers {

    /** What a group committed is wanted less: a coordinator that does not answer must not hide for long where logs end. */
    private static final Duration COMMITTED_LIMIT = Duration.ofSeconds(5);

    private final long deadline;
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final Map<TopicPartition, Throwable> failures = new HashMap<>();

    LagAnswers(Duration limit) {
        deadline = System.nanoTime() + limit.toNanos();
    }

    /** Where logs end; each partition by itself. */
    LagAnswers ends(Collection<TopicPartition> partitions, ListOffsetsResult asked) throws InterruptedException {
        for (TopicPartition partition : partitions) {
            await(
                    asked.partitionResult(partition),
                    deadline,
                    end -> ends.put(partition, end.offset()),
                    error -> failures.put(partition, error));
        }
        return this;
    }

    /** What a group committed of partitions, {@code null} where that is nothing; all of them at once. */
    LagAnswers committed(
            Collection<TopicPartition> partitions, KafkaFuture<Map<TopicPartition, @Nullable OffsetAndMetadata>> asked)
            throws InterruptedException {
        BiConsumer<TopicPartition, @Nullable OffsetAndMetadata> put = (partition, offset) -> {
            if (offset != null) {
                committed.put(partition, offset.offset());
            }
        };
        await(
                asked,
                Math.min(deadline, System.nanoTime() + COMMITTED_LIMIT.toNanos()),
                answer -> answer.forEach(put),
                error -> partitions.forEach(partition -> failures.putIfAbsent(partition, error)));
        return this;
    }

    private static <T> void await(KafkaFuture<T> asked, long until, Consumer<T> answered, Consumer<Throwable> failed)
            throws InterruptedException {
        try {
            answered.accept(asked.get(Math.max(until - System.nanoTime(), 0), TimeUnit.NANOSECONDS));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            failed.accept(cause == null ? e : cause);
        } catch (TimeoutException e) {
            failed.accept(e);
        }
    }

    LagReader.Found found() {
        return new LagReader.Found(ends, committed, failures);
    }
}

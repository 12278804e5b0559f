package io.npipeline.kafka.connect.sink;

import io.npipeline.engine.OffsetMap;
import io.npipeline.engine.OffsetMapReading;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What a consumer group has committed, which outlives the workers of a test. Task thread only. */
final class FakeConsumerGroup implements CommittedOffsets {

    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private final List<Collection<TopicPartition>> readings = new ArrayList<>();
    private long endOfLog = 1_000_000;
    private @Nullable Exception failure;

    /** Where a consumer of the group begins. */
    long position(TopicPartition partition) {
        OffsetAndMetadata offset = committed.get(partition);
        return offset == null ? 0 : offset.offset();
    }

    /** The answer of a task to a commit; like the worker, takes only what the task was asked for. */
    void commit(Map<TopicPartition, OffsetAndMetadata> answer, Map<TopicPartition, OffsetAndMetadata> requested) {
        answer.forEach((partition, offset) -> {
            if (requested.containsKey(partition)) {
                committed.put(partition, offset);
            }
        });
    }

    /** Someone stores an offset by other means. */
    void alter(TopicPartition partition, long offset, String metadata) {
        committed.put(partition, new OffsetAndMetadata(offset, metadata));
    }

    void forget(TopicPartition partition) {
        committed.remove(partition);
    }

    void endOfLog(long offset) {
        endOfLog = offset;
    }

    /** From now on what was committed cannot be read. */
    void failing(Exception error) {
        failure = error;
    }

    String metadata(TopicPartition partition) {
        return committed(partition).metadata();
    }

    /** The offsets that the committed map names. */
    List<Long> named(TopicPartition partition) {
        OffsetAndMetadata offset = committed(partition);
        OffsetMapReading reading = OffsetMap.decode(offset.metadata(), offset.offset());
        OffsetMap map = ((OffsetMapReading.Usable) reading).map();
        return LongStream.range(map.base(), map.end())
                .filter(map::isSettled)
                .boxed()
                .toList();
    }

    private OffsetAndMetadata committed(TopicPartition partition) {
        return Objects.requireNonNull(committed.get(partition), "nothing was committed");
    }

    /** The partitions of each reading so far. */
    List<Collection<TopicPartition>> readings() {
        return readings;
    }

    @Override
    public Map<TopicPartition, Committed> read(Collection<TopicPartition> partitions)
            throws ExecutionException, TimeoutException, InterruptedException {
        readings.add(List.copyOf(partitions));
        if (failure != null) {
            fail(failure);
        }
        Map<TopicPartition, Committed> read = new HashMap<>();
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata offset = committed.get(partition);
            if (offset != null) {
                read.put(partition, new Committed(offset.offset(), offset.metadata(), endOfLog));
            }
        }
        return read;
    }

    private static void fail(Exception error) throws ExecutionException, TimeoutException, InterruptedException {
        if (error instanceof ExecutionException execution) {
            throw execution;
        } else if (error instanceof TimeoutException timeout) {
            throw timeout;
        } else if (error instanceof InterruptedException interrupt) {
            throw interrupt;
        }
        throw (RuntimeException) error;
    }
}

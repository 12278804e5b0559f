package io.npipeline.kafka.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.npipeline.pipeline.PipelineDefinition;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.awaitility.core.ThrowingRunnable;

/**
 * Drives a task as Connect's worker does: on one thread, with the positions of a consumer, in the order of calls that the
 * worker keeps.
 */
final class SinkWorker implements AutoCloseable {

    static final TopicPartition P0 = new TopicPartition("orders", 0);
    static final TopicPartition P1 = new TopicPartition("orders", 1);

    private final FakeSinkTaskContext context = new FakeSinkTaskContext();
    private final FakeConsumerGroup group;
    private final NPipelineSinkTask task;
    private final Map<TopicPartition, OffsetAndMetadata> consumed = new HashMap<>();
    private boolean stopped;

    private SinkWorker(FakeConsumerGroup group) {
        this.group = group;
        this.task = new NPipelineSinkTask(config -> group);
    }

    /** A worker whose task runs the pipeline; settings come as key, value, key, value. */
    static SinkWorker running(PipelineDefinition pipeline, String... settings) {
        return running(RegisteredPipeline.settings(pipeline, settings));
    }

    static SinkWorker running(Map<String, String> settings) {
        return running(new FakeConsumerGroup(), settings);
    }

    /** A worker whose consumer is of a group that may have committed before. */
    static SinkWorker running(FakeConsumerGroup group, PipelineDefinition pipeline, String... settings) {
        return running(group, RegisteredPipeline.settings(pipeline, settings));
    }

    static SinkWorker running(FakeConsumerGroup group, Map<String, String> settings) {
        SinkWorker worker = new SinkWorker(group);
        worker.task.initialize(worker.context);
        worker.task.start(settings);
        return worker;
    }

    FakeSinkTaskContext context() {
        return context;
    }

    SinkWorker assign(TopicPartition... partitions) {
        List<TopicPartition> added = List.of(partitions);
        context.assign(added);
        added.forEach(partition -> consumed.put(partition, new OffsetAndMetadata(group.position(partition))));
        task.open(added);
        context.takeMoves().forEach((partition, offset) -> consumed.put(partition, new OffsetAndMetadata(offset)));
        return this;
    }

    /** Where the consumer is. */
    long position(TopicPartition partition) {
        return Objects.requireNonNull(consumed.get(partition)).offset();
    }

    /** A revocation: the closing commit, then the close. Returns what that commit stored. */
    Map<TopicPartition, Long> revoke(TopicPartition... partitions) {
        List<TopicPartition> lost = List.of(partitions);
        Map<TopicPartition, Long> committed = commit(lost);
        task.close(lost);
        context.unassign(lost);
        lost.forEach(consumed::remove);
        return committed;
    }

    /** Hands records over; they count as consumed unless the task throws. */
    void put(SinkRecord... records) {
        task.put(List.of(records));
        for (SinkRecord record : records) {
            TopicPartition partition = new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
            consumed.computeIfPresent(
                    partition, (same, before) -> new OffsetAndMetadata(record.originalKafkaOffset() + 1));
        }
    }

    /** The consumer moves on without a record: a transaction marker, or a record that a transformation dropped. */
    void consumeSilently(TopicPartition partition, long nextOffset) {
        consumed.put(partition, new OffsetAndMetadata(nextOffset));
    }

    /** Tries again, on the task thread, until the assertion holds. */
    static void eventually(ThrowingRunnable assertion) {
        await().pollInSameThread().pollInterval(Duration.ofMillis(2)).untilAsserted(assertion);
    }

    /** Empty puts, which the worker sends after each poll that brought nothing, until the assertion holds. */
    void idleUntil(ThrowingRunnable assertion) {
        eventually(() -> {
            put();
            assertion.run();
        });
    }

    /** The commit of all partitions; offsets without their metadata. */
    Map<TopicPartition, Long> commit() {
        return commit(consumed.keySet());
    }

    private Map<TopicPartition, Long> commit(Collection<TopicPartition> partitions) {
        context.clearCommitRequest();
        Map<TopicPartition, Long> committed = commit(consumed.entrySet().stream()
                .filter(entry -> partitions.contains(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        assertThat(committed)
                .as("each open partition has an offset")
                .containsKeys(partitions.toArray(TopicPartition[]::new));
        return committed;
    }

    /** A commit with offsets of the test's choice. */
    Map<TopicPartition, Long> commit(Map<TopicPartition, OffsetAndMetadata> current) {
        Map<TopicPartition, OffsetAndMetadata> committed = task.preCommit(current);
        group.commit(committed, current);
        return committed.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                .offset()));
    }

    /** The task's end: all partitions are closed, then it is stopped. Returns what the closing commit stored. */
    Map<TopicPartition, Long> stop() {
        Map<TopicPartition, Long> committed =
                revoke(Set.copyOf(consumed.keySet()).toArray(TopicPartition[]::new));
        stopped = true;
        task.stop();
        return committed;
    }

    NPipelineSinkTask task() {
        return task;
    }

    /** Stops the task without a closing commit, as a worker does that lost its partitions. */
    @Override
    public void close() {
        if (!stopped) {
            task.stop();
        }
    }

    static SinkRecord record(TopicPartition partition, long offset, String body) {
        return new SinkRecord(partition.topic(), partition.partition(), null, null, Schema.STRING_SCHEMA, body, offset);
    }

    /** Records whose bodies are their offsets. */
    static SinkRecord[] records(TopicPartition partition, long... offsets) {
        return Arrays.stream(offsets)
                .mapToObj(offset -> record(partition, offset, Long.toString(offset)))
                .toArray(SinkRecord[]::new);
    }
}

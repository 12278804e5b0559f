package io.npipeline.kafka.connect.sink;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/**
 * The worker's context: fails like the real one on partitions that are not assigned, insists on the task thread, and
 * remembers what it was asked for. The thread that makes it is the task thread.
 */
final class FakeSinkTaskContext implements SinkTaskContext {

    private static final long NO_TIMEOUT = -1;

    private final Thread taskThread = Thread.currentThread();
    private final Set<TopicPartition> assignment = new LinkedHashSet<>();
    private final Set<TopicPartition> paused = new LinkedHashSet<>();
    private final List<String> calls = new ArrayList<>();
    private final Map<TopicPartition, Long> moved = new LinkedHashMap<>();
    private boolean movable;
    private long timeoutMs = NO_TIMEOUT;
    private boolean commitRequested;
    private @Nullable ErrantRecordReporter reporter;

    /** What the context answers when asked for a reporter; used on the task thread only, like the context. */
    FakeSinkTaskContext reporting(ErrantRecordReporter to) {
        reporter = (sinkRecord, error) -> {
            requireTaskThread();
            return to.report(sinkRecord, error);
        };
        return this;
    }

    @Override
    public @Nullable ErrantRecordReporter errantRecordReporter() {
        return reporter;
    }

    /** The task may move the consumer. */
    void movable() {
        movable = true;
    }

    /** Where the task wants the consumer to be; forgets it. */
    Map<TopicPartition, Long> takeMoves() {
        Map<TopicPartition, Long> taken = Map.copyOf(moved);
        moved.clear();
        return taken;
    }

    void assign(Collection<TopicPartition> partitions) {
        assignment.addAll(partitions);
    }

    /** A consumer forgets the pause of a partition that it loses. */
    void unassign(Collection<TopicPartition> partitions) {
        assignment.removeAll(partitions);
        paused.removeAll(partitions);
    }

    Set<TopicPartition> paused() {
        return Set.copyOf(paused);
    }

    /** The calls of pause and resume, in order, and nothing from now on until there are more. */
    List<String> takeCalls() {
        List<String> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }

    /** The bound on the next poll; like the worker's, it is gone once it was taken. */
    OptionalLong takeTimeout() {
        OptionalLong taken = timeoutMs == NO_TIMEOUT ? OptionalLong.empty() : OptionalLong.of(timeoutMs);
        timeoutMs = NO_TIMEOUT;
        return taken;
    }

    boolean isCommitRequested() {
        return commitRequested;
    }

    void clearCommitRequest() {
        commitRequested = false;
    }

    @Override
    public void timeout(long newTimeoutMs) {
        requireTaskThread();
        timeoutMs = newTimeoutMs;
    }

    @Override
    public Set<TopicPartition> assignment() {
        requireTaskThread();
        return Set.copyOf(assignment);
    }

    @Override
    public void pause(TopicPartition... partitions) {
        requireAssigned("pause", partitions);
        paused.addAll(Arrays.asList(partitions));
    }

    @Override
    public void resume(TopicPartition... partitions) {
        requireAssigned("resume", partitions);
        Arrays.asList(partitions).forEach(paused::remove);
    }

    @Override
    public void requestCommit() {
        requireTaskThread();
        commitRequested = true;
    }

    private void requireAssigned(String call, TopicPartition... partitions) {
        requireTaskThread();
        calls.add(call + " "
                + Arrays.stream(partitions).map(Object::toString).sorted().toList());
        for (TopicPartition partition : partitions) {
            if (!assignment.contains(partition)) {
                throw new ConnectException("SinkTasks may not " + call
                        + " partitions that are not currently assigned to them: " + partition);
            }
        }
    }

    private void requireTaskThread() {
        if (Thread.currentThread() != taskThread) {
            throw new AssertionError("The context was used on " + Thread.currentThread() + ", not on the task thread");
        }
    }

    @Override
    public Map<String, String> configs() {
        throw new AssertionError("A task is given its configuration at start");
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
        offsets.forEach(this::offset);
    }

    @Override
    public void offset(TopicPartition partition, long offset) {
        requireTaskThread();
        if (!movable) {
            throw new AssertionError("The task must not move the consumer");
        }
        moved.put(partition, offset);
    }

    @Override
    public PluginMetrics pluginMetrics() {
        throw new NoSuchMethodError("workers before Kafka 4.1 have no plugin metrics");
    }
}

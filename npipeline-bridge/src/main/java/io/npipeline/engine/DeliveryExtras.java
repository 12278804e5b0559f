package io.npipeline.engine;

import io.npipeline.message.KafkaMessage;
import io.npipeline.message.RawRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery that runs straight to a sink of the user's does without: kept apart, so that each of these is small.
 *
 * <p>Used by the thread that runs the delivery, unless said otherwise. It may come from another thread without
 * synchronization, so a new one has nothing but zeros and nulls.
 */
final class DeliveryExtras {

    /**
     * The record as it came, where it is kept: a {@link RawRecord} or, one field for both, a {@link SinkRecord}. Set before
     * the delivery is handed over, read by who holds a share of it, let go with the last share.
     */
    private @Nullable Object original;

    /** Of its messages that have none in their headers; {@code null} until somebody asks. Any thread. */
    private @Nullable String correlationId;

    private @Nullable Deque<Branch> openBranches;
    private @Nullable Suspension suspension;

    /** Written under the monitor. */
    private @Nullable List<OutputRecord> outputs;

    /** Written under the monitor. One more than the offset, so that zero stands for none. */
    private long batchEnd;

    /** What the transactional sink got of the record. Written under the monitor. */
    private @Nullable List<KafkaMessage<?>> toStore;

    /** Whether all branches have ended and the store is to follow. Guarded by the partition's writer. */
    private boolean awaitingStore;

    @Nullable
    Object original() {
        return original;
    }

    void original(@Nullable Object record) {
        original = record;
    }

    @Nullable
    String correlationId() {
        return correlationId;
    }

    void correlationId(@Nullable String id) {
        correlationId = id;
    }

    void pushBranch(Branch branch) {
        if (openBranches == null) {
            openBranches = new ArrayDeque<>(4);
        }
        openBranches.push(branch);
    }

    @Nullable
    Branch popBranch() {
        return openBranches == null ? null : openBranches.poll();
    }

    @Nullable
    Suspension suspension() {
        return suspension;
    }

    void suspension(@Nullable Suspension reason) {
        suspension = reason;
    }

    /** To be read once the delivery is settled. Any thread. */
    List<OutputRecord> outputs() {
        return outputs == null ? List.of() : outputs;
    }

    /** By a thread that holds a share of the delivery. */
    synchronized void addOutput(OutputRecord output) {
        if (outputs == null) {
            outputs = new ArrayList<>(1);
        }
        outputs.add(output);
    }

    /** The offset of the last record of a batch; -1 for none. To be read once the delivery is settled. Any thread. */
    long batchedUpTo() {
        return batchEnd - 1;
    }

    /** By a thread that holds a share of the delivery. */
    synchronized void joinBatch(long lastOffset) {
        batchEnd = Math.max(batchEnd, lastOffset + 1);
    }

    /** To be read once all branches have ended. Any thread. */
    List<KafkaMessage<?>> toStore() {
        return toStore == null ? List.of() : toStore;
    }

    /** By a thread that holds a share of the delivery. */
    synchronized void addToStore(KafkaMessage<?> message) {
        if (toStore == null) {
            toStore = new ArrayList<>(1);
        }
        toStore.add(message);
    }

    boolean isAwaitingStore() {
        return awaitingStore;
    }

    void awaitStore() {
        awaitingStore = true;
    }
}

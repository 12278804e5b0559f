package io.npipeline.engine;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.message.KafkaMessage;
import io.npipeline.metrics.KafkaMetrics;
import io.npipeline.node.BatchFailure;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.BatchSinkNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers messages and writes them in batches, one batch at a time. Lanes hand their messages over in order and go on; the
 * delivery is settled when the batch is written.
 */
final class BatchSinkOperator extends Operator implements Gathering {

    private final BatchSinkNode<Object> node;
    private final @Nullable OpenShares openShares;
    private final @Nullable NodeCircuit circuit;
    private final RunState state;
    private final KafkaMetrics metrics;
    private final BatchFlushes flushes;
    private final BatchOutcomes outcomes;

    /**
     * @param openShares where items wait for the user's acknowledgement; {@code null} where the write settles them
     * @param circuit is asked before each write
     */
    @SuppressWarnings("unchecked") // the handles of the graph guarantee that the bodies fit
    BatchSinkOperator(
            OperatorMeter meter,
            FailurePolicy policy,
            BatchSinkNode<?> node,
            BatchLimits limits,
            @Nullable OpenShares openShares,
            @Nullable NodeCircuit circuit,
            EngineParts parts) {
        super(meter, policy);
        this.node = (BatchSinkNode<Object>) node;
        this.openShares = openShares;
        this.circuit = circuit;
        this.state = parts.state();
        this.metrics = parts.metrics();
        this.flushes = new BatchFlushes(limits, this::flush, parts);
        this.outcomes = new BatchOutcomes(this, flushes, parts);
    }

    @Override
    @Nullable
    KafkaMessage<?> apply(KafkaMessage<?> message, Delivery delivery) {
        // Bound here, so that a body that does not fit fails alone and not with its batch.
        message.body();
        delivery.retain();
        BatchItem item = new BatchItem(message, delivery, System.nanoTime());
        flushes.add(item);
        outcomes.dropIfLost(List.of(item));
        return null;
    }

    @Override
    public void flushAtOnce(boolean atOnce) {
        flushes.flushAtOnce(atOnce);
    }

    @Override
    public void dropLost() {
        outcomes.dropLost();
    }

    @Override
    public Parked parked() {
        return flushes.parked();
    }

    /** The circuit may let a batch through now. */
    void circuitChanged() {
        flushes.flushIfDue();
    }

    /** Writes one batch, if one is due. */
    private void flush() {
        if (circuit != null) {
            long seenChanges = circuit.changes();
            if (!circuit.tryEnter()) {
                flushes.refused(circuit, seenChanges);
                return;
            }
        }
        List<BatchItem> batch = flushes.takeDue();
        if (state.isHalted()) {
            return;
        }
        List<BatchItem> owned = withoutLost(batch);
        if (!owned.isEmpty()) {
            write(owned);
        } else if (circuit != null) {
            circuit.notCalled();
        }
        flushes.flushed();
    }

    private List<BatchItem> withoutLost(List<BatchItem> batch) {
        List<BatchItem> owned = new ArrayList<>(batch.size());
        for (BatchItem item : batch) {
            if (item.isLost()) {
                outcomes.settle(item);
            } else {
                owned.add(item);
            }
        }
        return owned;
    }

    private void write(List<BatchItem> batch) {
        List<KafkaMessage<Object>> messages = new ArrayList<>(batch.size());
        for (BatchItem item : batch) {
            messages.add(cast(given(item)));
        }
        metrics.recordBatchSize(BatchTopic.of(messages.get(0)), messages.size());
        try {
            call(messages);
        } catch (BatchFailure partial) {
            Map<Integer, Throwable> errors = partial.failures();
            // Whatever the node meant by an index outside the batch, it did not write all of it.
            boolean known = errors.keySet().stream().allMatch(index -> index >= 0 && index < batch.size());
            called(known ? (errors.size() < batch.size() ? List.of() : errors.values()) : List.of(partial));
            outcomes.written(batch, known ? errors::get : index -> partial);
            return;
        } catch (Throwable all) {
            called(List.of(all));
            outcomes.written(batch, index -> all);
            return;
        }
        called(List.of());
        outcomes.written(batch, index -> null);
    }

    private void call(List<KafkaMessage<Object>> messages) throws Exception {
        long began = System.nanoTime();
        try {
            node.write(messages);
        } finally {
            meter().tookSince(began);
        }
    }

    /** The message for the sink; where acknowledgement is manual, with one that counts for this write. */
    private KafkaMessage<?> given(BatchItem item) {
        if (item.failedCall() != null) {
            item.delivery().reopen();
        }
        if (openShares == null) {
            return item.message();
        }
        SinkShare share = new SinkShare(this, item.message(), item.delivery(), item.failedCall(), openShares);
        item.share(share);
        return item.message().withAcknowledgement(share);
    }

    /** Tells the circuit how the call ended: with these errors, or well for one message at least. */
    private void called(Collection<Throwable> errors) {
        if (circuit == null) {
            return;
        }
        if (errors.isEmpty()) {
            circuit.succeeded();
        } else {
            circuit.failed(errors);
        }
    }

    @SuppressWarnings("unchecked") // the handles of the graph guarantee that the bodies fit
    private static KafkaMessage<Object> cast(KafkaMessage<?> message) {
        return (KafkaMessage<Object>) message;
    }
}

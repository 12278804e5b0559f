package io.npipeline.engine;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.message.KafkaMessage;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.ClaimedPartition;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Leaves messages to the transactions of their partitions, which are written once all else is done with their records. */
final class TransactionalSinkOperator extends Operator implements Gathering {

    private final BatchLimits limits;
    private final @Nullable CallLimit callLimit;
    private final EngineParts parts;
    private final List<PartitionWriter> writers = new CopyOnWriteArrayList<>();
    private volatile boolean flushAtOnce;

    TransactionalSinkOperator(
            OperatorMeter meter,
            FailurePolicy policy,
            BatchLimits limits,
            @Nullable CallLimit callLimit,
            EngineParts parts) {
        super(meter, policy);
        this.limits = limits;
        this.callLimit = callLimit;
        this.parts = parts;
    }

    /** Begins an epoch of a partition. Task thread. */
    @SuppressWarnings("unchecked") // the handles of the graph guarantee that the bodies fit
    PartitionWriter begin(Object partition, Ownership ownership, ClaimedPartition<?> store) {
        PartitionWriter writer =
                new PartitionWriter(partition, ownership, (ClaimedPartition<Object>) store, this, limits, parts);
        writer.flushAtOnce(flushAtOnce);
        writers.add(writer);
        return writer;
    }

    /** One transaction. */
    void write(ClaimedPartition<Object> store, List<KafkaMessage<Object>> messages, long position) throws Exception {
        if (messages.isEmpty()) {
            call(store, messages, position);
            return;
        }
        parts.metrics().recordBatchSize(BatchTopic.of(messages.get(0)), messages.size());
        long began = System.nanoTime();
        try {
            call(store, messages, position);
        } finally {
            meter().tookSince(began);
        }
        meter().wentOut(messages.size());
    }

    private void call(ClaimedPartition<Object> store, List<KafkaMessage<Object>> messages, long position)
            throws Exception {
        long began = System.nanoTime();
        try {
            transact(store, messages, position);
        } catch (Throwable e) {
            parts.metrics().recordTransactionError(e);
            throw e;
        }
        parts.metrics().recordTransactionCommit(System.nanoTime() - began);
    }

    private void transact(ClaimedPartition<Object> store, List<KafkaMessage<Object>> messages, long position)
            throws Exception {
        if (callLimit == null) {
            store.write(messages, position);
        } else {
            callLimit.call(() -> {
                store.write(messages, position);
                return messages;
            });
        }
    }

    @Override
    @Nullable
    KafkaMessage<?> apply(KafkaMessage<?> message, Delivery delivery) {
        // Bound here, so that a body that does not fit fails alone and not with its transaction.
        message.body();
        delivery.addToStore(message);
        return null;
    }

    @Override
    public void flushAtOnce(boolean atOnce) {
        flushAtOnce = atOnce;
        writers.forEach(writer -> writer.flushAtOnce(atOnce));
    }

    @Override
    public Parked parked() {
        return writers.stream().map(PartitionWriter::parked).reduce(Parked.NONE, Parked::plus);
    }

    @Override
    public void dropLost() {
        List<PartitionWriter> lost = writers.stream()
                .filter(writer -> writer.ownership().isReleased())
                .toList();
        writers.removeAll(lost);
        lost.forEach(PartitionWriter::drop);
    }
}

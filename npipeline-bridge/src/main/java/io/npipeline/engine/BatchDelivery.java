package io.npipeline.engine;

import io.npipeline.message.KafkaMessage;
import io.npipeline.message.MessageHeaders;
import io.npipeline.message.Origin;
import io.npipeline.message.Rejection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * A batch on its way through the pipeline behind a batcher. It holds a share of each of its items' deliveries and returns
 * them when its own last share is returned.
 *
 * <p>Threads as {@link Delivery}.
 */
final class BatchDelivery extends Delivery {

    private final List<BatchItem> items;
    private final Delivery earliest;
    private volatile boolean settled;

    private BatchDelivery(List<BatchItem> items, Delivery earliest) {
        super(earliest, items.stream().mapToLong(BatchItem::bytes).sum());
        this.items = items;
        this.earliest = earliest;
    }

    /**
     * @param items of one ownership; not empty
     */
    static BatchDelivery of(List<BatchItem> items) {
        BatchDelivery batch = new BatchDelivery(
                items,
                Collections.min(items, Comparator.comparingLong(BatchItem::offset))
                        .delivery());
        batch.joinBatch(batch.lastOffset());
        return batch;
    }

    /** The items' bodies in their order; a tombstone, which is alone in its batch, stays what it is. */
    KafkaMessage<?> batchMessage() {
        KafkaMessage<?> first = items.get(0).message();
        if (first.isTombstone()) {
            return first;
        }
        List<Object> bodies = new ArrayList<>(items.size());
        for (BatchItem item : items) {
            bodies.add(item.message().body());
        }
        return KafkaMessage.received(
                Collections.unmodifiableList(bodies),
                null,
                null,
                MessageHeaders.EMPTY,
                latestTimestamp(),
                origin(),
                this);
    }

    private @Nullable Long latestTimestamp() {
        return items.stream()
                .map(item -> item.message().timestamp())
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .map(Instant::toEpochMilli)
                .orElse(null);
    }

    private Origin origin() {
        return new Origin.Batch(items.stream()
                .sorted(Comparator.comparingLong(BatchItem::offset))
                .map(item -> item.message().origin())
                .flatMap(origin -> origin instanceof Origin.Batch batch ? batch.records().stream() : Stream.of(origin))
                .distinct()
                .toList());
    }

    @Override
    public boolean isSettled() {
        return settled && items.stream().allMatch(item -> item.delivery().isSettled());
    }

    @Override
    boolean isDeclaredProcessed() {
        return super.isDeclaredProcessed()
                || items.stream().allMatch(item -> item.delivery().isDeclaredProcessed());
    }

    @Override
    long lastOffset() {
        return items.stream()
                .mapToLong(item -> item.delivery().lastOffset())
                .max()
                .orElseThrow();
    }

    /** A batch of batches is one of all their items. */
    @Override
    void joinBatch(long lastOffset) {
        items.forEach(item -> item.delivery().joinBatch(lastOffset));
    }

    @Override
    boolean isDecided() {
        return super.isDecided()
                || items.stream().anyMatch(item -> item.delivery().isDecided());
    }

    /** The batch is what became of its items, so what is said of one of them is said of all. */
    @Override
    @Nullable
    Rejection takeRejection() {
        Rejection own = super.takeRejection();
        for (int i = 0; own == null && i < items.size(); i++) {
            own = items.get(i).delivery().takeRejection();
        }
        return own;
    }

    @Override
    void reopen() {
        super.reopen();
        items.forEach(item -> item.delivery().reopen());
    }

    @Override
    List<SinkRecord> sinkRecords() {
        return items.stream()
                .flatMap(item -> item.delivery().sinkRecords().stream())
                .distinct()
                .toList();
    }

    /**
     * Left on the earliest of the deliveries: a position behind any of them is then never stored before the output is
     * produced.
     */
    @Override
    void addOutput(OutputRecord output) {
        earliest.addOutput(output);
    }

    /** As an output. */
    @Override
    void addToStore(KafkaMessage<?> message) {
        earliest.addToStore(message);
    }

    @Override
    void settle() {
        settled = true;
        items.forEach(item -> item.delivery().release());
    }
}

package io.npipeline.kafka.connect.source;

import io.npipeline.engine.Delivery;
import io.npipeline.engine.OutputRecord;
import io.npipeline.engine.Ownership;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.Origin;
import io.npipeline.node.Position;
import io.npipeline.node.SourceItem;
import io.npipeline.node.SourcePartition;
import io.npipeline.records.ProducedRecord;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * One source partition of a task: items in, output records out in the order in which the items were read, whatever the
 * order in which they were done.
 *
 * <p>Positions are stamped so that what the worker stores is right whichever prefix of a list it gets acknowledged: all
 * records of a list carry the position before its first item, the last one the position after its last item.
 *
 * <p>Task thread only.
 */
final class PartitionFlow {

    /** Sizes of items are not known; they count as records only. */
    private static final int UNKNOWN_SIZE = 0;

    private record Started(Delivery delivery, Position position) {}

    private final Map<String, String> partitionId;
    private final Ownership ownership;
    private final Deque<Started> started = new ArrayDeque<>();
    private long sequence;

    /** The position that records of the next list carry but for the last; {@code null} for the beginning. */
    private @Nullable Position before;

    /** The position behind all items whose outputs were released, or that had none. */
    private @Nullable Position released;

    PartitionFlow(SourcePartition partition, Ownership ownership, @Nullable Position from) {
        partitionId = partition.id();
        this.ownership = ownership;
        before = from;
        released = from;
    }

    /** Submits an item to the engine. */
    void submit(SourceItem<?> item) {
        Delivery delivery = ownership.register(sequence++, UNKNOWN_SIZE);
        Instant timestamp = item.timestamp();
        started.add(new Started(delivery, item.position()));
        ownership.submit(
                delivery,
                KafkaMessage.received(
                        item.body(),
                        item.key(),
                        null,
                        item.headers(),
                        timestamp == null ? null : timestamp.toEpochMilli(),
                        new Origin.Source(partitionId, item.position().values()),
                        delivery));
    }

    /** How many items were submitted and not released: those in flight, and those that are done and wait for them. */
    int unreleased() {
        return started.size();
    }

    /**
     * Adds the outputs of settled items to a list, from the first item on up to the first that is not settled.
     *
     * @param limit the size of the list at which no further item is begun
     */
    void release(List<SourceRecord> list, int limit) {
        ownership.firstUnsettled();
        List<OutputRecord> outputs = new ArrayList<>();
        Started first = started.peek();
        while (first != null && first.delivery().isSettled() && list.size() + outputs.size() < limit) {
            outputs.addAll(first.delivery().outputs());
            released = first.position();
            started.remove();
            first = started.peek();
        }
        if (outputs.isEmpty()) {
            return;
        }
        Map<String, Object> beforeStamp = StoredPosition.write(before);
        Map<String, Object> afterStamp = StoredPosition.write(released);
        int last = outputs.size() - 1;
        for (int i = 0; i < last; i++) {
            list.add(new ProducedRecord(partitionId, beforeStamp, outputs.get(i)));
        }
        list.add(new ProducedRecord(partitionId, afterStamp, outputs.get(last)));
        before = released;
    }

    void close() {
        ownership.release();
    }
}

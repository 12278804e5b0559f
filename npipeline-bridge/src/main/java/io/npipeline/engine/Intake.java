package io.npipeline.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts deliveries into lanes, those that are in some order, and makes them ready, a batch at a time.
 *
 * <p>Task thread only.
 */
final class Intake {

    /** Stands for the key when the whole partition is one ordering domain. */
    private static final Object WHOLE_PARTITION = new Object();

    private final Ordering ordering;
    private final DeliveryRunner runner;
    private final LaneTable lanes;

    /** The lane of each partition that is one ordering domain, by its slot; {@code null} until it is used. */
    private final List<@Nullable Lane> wholePartitions = new ArrayList<>();

    /**
     * These are new for each batch, and as large as that before, because to store what is young in a list that is old takes
     * longer, see {@link Lane}.
     */
    private List<Delivery> submitted = new ArrayList<>();

    private List<WorkUnit> ready = new ArrayList<>();

    private long batch;

    Intake(Ordering ordering, DeliveryRunner runner) {
        this.ordering = ordering;
        this.runner = runner;
        this.lanes = new LaneTable(runner);
    }

    /** A delivery of a slot that was just registered. */
    Delivery delivery(OffsetTracker.Segment<Ownership> segment, int slot, int bytes) {
        return ordering == Ordering.UNORDERED
                ? new LooseDelivery(segment, slot, bytes, runner)
                : new Delivery(segment, slot, bytes);
    }

    /**
     * @param content the message, or the record of which none was made yet
     */
    void submit(Delivery delivery, Object content) {
        delivery.enter(content);
        if (delivery instanceof LooseDelivery loose) {
            ready.add(loose);
        } else {
            submitted.add(delivery);
        }
    }

    /** The number of the batch that is being gathered: how many were dispatched before. */
    long batch() {
        return batch;
    }

    void dispatch(WorkerPool workers) {
        batch++;
        if (!submitted.isEmpty()) {
            findLanes();
            gather();
            publish();
            submitted = new ArrayList<>(submitted.size());
        }
        if (!ready.isEmpty()) {
            workers.addAll(ready);
            ready = new ArrayList<>(ready.size());
        }
        lanes.sweep();
    }

    /**
     * In a loop of its own because it is faster that way, by measurement: a lane was written last by a worker, on another
     * CPU, and a loop as short as this has several of them fetched at a time.
     */
    private void findLanes() {
        for (int i = 0; i < submitted.size(); i++) {
            Delivery delivery = submitted.get(i);
            delivery.lane(laneOf(delivery));
        }
    }

    /** Deliveries of one lane that follow each other go into it together. */
    @SuppressWarnings("ReferenceEquality") // within a batch a domain has one lane
    private void gather() {
        int begin = 0;
        while (begin < submitted.size()) {
            Delivery first = submitted.get(begin);
            Delivery last = first;
            int end = begin + 1;
            while (end < submitted.size() && submitted.get(end).lane() == first.lane()) {
                last.next = submitted.get(end++);
                last = last.next;
            }
            first.lane().gather(first, last, end - begin);
            begin = end;
        }
    }

    private void publish() {
        for (int i = 0; i < submitted.size(); i++) {
            Lane lane = submitted.get(i).lane();
            if (lane.isGathering() && lane.publish()) {
                ready.add(lane);
            }
        }
    }

    private Lane laneOf(Delivery delivery) {
        int partitionSlot = delivery.ownership().partitionSlot();
        if (ordering == Ordering.PARTITION) {
            return wholePartition(partitionSlot);
        }
        Object key = delivery.key();
        return key == null ? new Lane(partitionSlot, 0, null, runner) : lanes.lane(partitionSlot, key);
    }

    private Lane wholePartition(int slot) {
        while (wholePartitions.size() <= slot) {
            wholePartitions.add(null);
        }
        Lane lane = wholePartitions.get(slot);
        if (lane == null) {
            lane = new Lane(slot, slot, WHOLE_PARTITION, runner);
            wholePartitions.set(slot, lane);
        }
        return lane;
    }
}

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

    private final List<Delivery> submitted = new ArrayList<>();
    private final List<@Nullable Object> keys = new ArrayList<>();
    private final List<Lane> gathered = new ArrayList<>();
    private final List<WorkUnit> ready = new ArrayList<>();
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
     * @param key what messages of one ordering domain have in common; {@code null} for none
     */
    void submit(Delivery delivery, Object content, @Nullable Object key) {
        delivery.enter(content);
        if (delivery instanceof LooseDelivery loose) {
            ready.add(loose);
        } else {
            submitted.add(delivery);
            keys.add(key);
        }
    }

    /** The number of the batch that is being gathered: how many were dispatched before. */
    long batch() {
        return batch;
    }

    void dispatch(WorkerPool workers) {
        batch++;
        findLanes();
        for (Delivery delivery : submitted) {
            Lane lane = delivery.lane();
            if (lane.gather(delivery)) {
                gathered.add(lane);
            }
        }
        submitted.clear();
        for (Lane lane : gathered) {
            if (lane.publish()) {
                ready.add(lane);
            }
        }
        gathered.clear();
        workers.addAll(ready);
        ready.clear();
        lanes.sweep();
    }

    /**
     * In a loop of its own because it is faster that way, by measurement: a lane was written last by a worker, on another
     * CPU, and a loop as short as this has several of them fetched at a time.
     */
    private void findLanes() {
        for (int i = 0; i < submitted.size(); i++) {
            Delivery delivery = submitted.get(i);
            delivery.lane(laneOf(delivery.ownership().partitionSlot(), keys.get(i)));
        }
        keys.clear();
    }

    private Lane laneOf(int partitionSlot, @Nullable Object key) {
        if (ordering == Ordering.PARTITION) {
            return wholePartition(partitionSlot);
        }
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

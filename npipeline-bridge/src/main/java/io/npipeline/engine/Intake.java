package io.npipeline.engine;

import io.npipeline.message.KafkaMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts deliveries into lanes and makes the lanes ready, a batch at a time.
 *
 * <p>Task thread only.
 */
final class Intake {

    /** Stands for the key when the whole partition is one ordering domain. */
    private static final Object WHOLE_PARTITION = new Object();

    private final Ordering ordering;
    private final DeliveryRunner runner;
    private final LaneTable lanes;
    private final List<Lane> gathered = new ArrayList<>();
    private final List<Runnable> ready = new ArrayList<>();

    Intake(Ordering ordering, DeliveryRunner runner) {
        this.ordering = ordering;
        this.runner = runner;
        this.lanes = new LaneTable(runner);
    }

    /**
     * @param key what messages of one ordering domain have in common; {@code null} for none
     */
    void submit(Delivery delivery, KafkaMessage<?> message, @Nullable Object key) {
        Lane lane = laneOf(delivery.ownership().partitionSlot(), key);
        delivery.enter(lane, message);
        if (lane.gather(delivery)) {
            gathered.add(lane);
        }
    }

    void dispatch(WorkerPool workers) {
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

    private Lane laneOf(int partitionSlot, @Nullable Object key) {
        if (ordering == Ordering.PARTITION) {
            return lanes.lane(partitionSlot, WHOLE_PARTITION);
        }
        return ordering == Ordering.UNORDERED || key == null
                ? new Lane(partitionSlot, 0, null, runner)
                : lanes.lane(partitionSlot, key);
    }
}

package io.npipeline.engine;

import org.jspecify.annotations.Nullable;

/**
 * The lanes in use, by partition and key: open addressing with linear probing, so that a record costs no allocation when
 * its lane is there. Lanes with nothing pending are dropped between batches, so its size follows what is in flight and
 * not how many keys there are.
 *
 * <p>Task thread only.
 */
final class LaneTable {

    private static final int INITIAL_CAPACITY = 256;

    private final DeliveryRunner runner;
    private @Nullable Lane[] lanes = new @Nullable Lane[INITIAL_CAPACITY];
    private int size;

    LaneTable(DeliveryRunner runner) {
        this.runner = runner;
    }

    /** The lane of a key within a partition; a new one when there is none. */
    Lane lane(int partitionSlot, Object key) {
        int hash = KeyHash.of(partitionSlot, key);
        int mask = lanes.length - 1;
        int index = hash & mask;
        Lane found = lanes[index];
        while (found != null) {
            if (found.isOf(hash, partitionSlot, key)) {
                return found;
            }
            index = (index + 1) & mask;
            found = lanes[index];
        }
        Lane lane = new Lane(partitionSlot, hash, key, runner);
        lanes[index] = lane;
        size++;
        if (size * 4L > lanes.length * 3L) {
            rebuild(lanes.length * 2);
        }
        return lane;
    }

    /** Drops idle lanes once the table is half full. To be called between batches. */
    void sweep() {
        if (size * 2 <= lanes.length) {
            return;
        }
        size = 0;
        for (int i = 0; i < lanes.length; i++) {
            Lane lane = lanes[i];
            if (lane != null) {
                if (lane.isIdle()) {
                    lanes[i] = null;
                } else {
                    size++;
                }
            }
        }
        int capacity = INITIAL_CAPACITY;
        while (size * 4L > capacity) {
            capacity *= 2;
        }
        rebuild(capacity);
    }

    private void rebuild(int capacity) {
        @Nullable Lane[] old = lanes;
        lanes = new @Nullable Lane[capacity];
        for (Lane lane : old) {
            if (lane != null) {
                int index = lane.hash() & (capacity - 1);
                while (lanes[index] != null) {
                    index = (index + 1) & (capacity - 1);
                }
                lanes[index] = lane;
            }
        }
    }
}

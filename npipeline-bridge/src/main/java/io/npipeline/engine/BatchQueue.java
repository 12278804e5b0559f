package io.npipeline.engine;

import io.npipeline.node.BatchLimits;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The items that wait for a batch sink, in their order. Items of a lane one of whose items failed are held back until that
 * one is settled; failed items that are to be retried wait in groups of their own.
 *
 * <p>Not thread safe: guarded by its owner. Times are those of {@link System#nanoTime}.
 */
final class BatchQueue {

    /** Items that failed together, to be written again together. */
    private record Retry(List<BatchItem> items, long dueAt) {}

    /** A lane that is held back: for how many of its items, and those that came behind them. */
    private static final class HeldLane {
        private int holding;
        private final Deque<BatchItem> items = new ArrayDeque<>();
    }

    /** Items that may be written; none of a lane that is held back, so that looking at the first is enough. */
    private final WaitingItems waiting;

    private final Map<Lane, HeldLane> heldLanes = new HashMap<>();
    private final PriorityQueue<Retry> retries =
            new PriorityQueue<>((left, right) -> Long.signum(left.dueAt() - right.dueAt()));

    BatchQueue(BatchLimits limits) {
        waiting = new WaitingItems(limits);
    }

    void add(BatchItem item) {
        HeldLane held =
                heldLanes.isEmpty() ? null : heldLanes.get(item.delivery().lane());
        if (held == null) {
            waiting.add(item);
        } else {
            held.items.add(item);
        }
    }

    void retry(List<BatchItem> items, long dueAt) {
        retries.add(new Retry(items, dueAt));
    }

    /** How many items are held back behind failed ones of their key; none without a key. */
    int heldBack(Delivery delivery) {
        if (heldLanes.isEmpty()) {
            return 0;
        }
        Lane lane = delivery.lane();
        HeldLane held = lane.hasKey() ? heldLanes.get(lane) : null;
        return held == null ? 0 : held.items.size();
    }

    /** What waits for a retry, and what is held back behind it. */
    Parked parked() {
        Set<Lane> lanes = new HashSet<>();
        long records = 0;
        for (Retry group : retries) {
            records += group.items().size();
            group.items().forEach(item -> lanes.add(item.delivery().lane()));
        }
        for (Lane lane : lanes) {
            HeldLane held = heldLanes.get(lane);
            records += held == null ? 0 : held.items.size();
        }
        return new Parked(lanes.size(), records);
    }

    /** Makes the retries of a lane's items due. */
    void hasten(Lane lane, long now) {
        for (Retry group : List.copyOf(retries)) {
            if (group.items().stream().anyMatch(item -> item.delivery().lane().equals(lane))) {
                retries.remove(group);
                retries.add(new Retry(group.items(), now));
            }
        }
    }

    /** Holds back later items of these ones' lanes. */
    void hold(List<BatchItem> unsettled) {
        Map<Lane, HeldLane> fresh = new HashMap<>();
        for (BatchItem item : unsettled) {
            item.held();
            heldLanes.computeIfAbsent(item.delivery().lane(), lane -> {
                        HeldLane held = new HeldLane();
                        fresh.put(lane, held);
                        return held;
                    })
                    .holding++;
        }
        if (!fresh.isEmpty()) {
            waiting.removeIf(item -> fresh.containsKey(item.delivery().lane())).forEach(item -> Objects.requireNonNull(
                            fresh.get(item.delivery().lane()))
                    .items
                    .add(item));
        }
    }

    /** Undoes one {@link #hold}; with the last one the lane's items wait again, among the others by when they came. */
    void unhold(BatchItem settled) {
        Lane lane = settled.delivery().lane();
        HeldLane held = heldLanes.get(lane);
        if (held != null && --held.holding == 0) {
            heldLanes.remove(lane);
            waiting.merge(held.items);
        }
    }

    /** Takes out the items whose partition was given up. */
    List<BatchItem> removeLost() {
        List<BatchItem> lost = waiting.removeIf(BatchItem::isLost);
        heldLanes.values().forEach(held -> held.items.removeIf(item -> item.isLost() && lost.add(item)));
        List<Retry> groups = List.copyOf(retries);
        retries.clear();
        for (Retry group : groups) {
            Map<Boolean, List<BatchItem>> byLoss =
                    group.items().stream().collect(Collectors.partitioningBy(BatchItem::isLost));
            lost.addAll(byLoss.getOrDefault(true, List.of()));
            List<BatchItem> owned = byLoss.getOrDefault(false, List.of());
            if (!owned.isEmpty()) {
                retries.add(new Retry(owned, group.dueAt()));
            }
        }
        return lost;
    }

    /**
     * How long until the next batch is to be written: zero or less when one is due, {@link Long#MAX_VALUE} when there is
     * nothing to write.
     *
     * @param flush whether waiting items are due at once
     */
    long nanosUntilDue(long now, boolean flush) {
        Retry retry = retries.peek();
        long nanos = retry == null ? Long.MAX_VALUE : retry.dueAt() - now;
        if (waiting.peek() == null) {
            return nanos;
        }
        return Math.min(nanos, flush || waiting.isFull() ? 0 : waiting.nanosUntilLinger(now));
    }

    /** Takes the next batch: a retry that is due, else waiting items from the front; empty when there are none. */
    List<BatchItem> take(long now) {
        Retry retry = retries.peek();
        if (retry != null && retry.dueAt() - now <= 0) {
            retries.remove();
            return retry.items();
        }
        return waiting.take(item -> false);
    }
}

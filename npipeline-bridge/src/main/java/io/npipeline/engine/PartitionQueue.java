package io.npipeline.engine;

import io.npipeline.node.BatchLimits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of a partition in the order in which they were read, up to the one that is written next: those whose branches
 * have all ended, with all before them, make units, which wait for a transaction.
 *
 * <p>Not thread safe: guarded by its owner.
 */
final class PartitionQueue {

    private final BatchLimits limits;
    private final Deque<Delivery> registered = new ArrayDeque<>();
    private final Deque<WriteUnit> units = new ArrayDeque<>();
    private @Nullable WriteUnit incomplete;

    /** Below it everything is done that is in no unit. */
    private long passed = OffsetTracker.NONE;

    private int messages;
    private long bytes;

    PartitionQueue(BatchLimits limits) {
        this.limits = limits;
    }

    /** A record behind those there are. */
    void add(Delivery delivery) {
        registered.add(delivery);
    }

    /** Takes in the records at the front that are done. */
    void advance(long now) {
        Delivery head = registered.peek();
        while (head != null && (head.isAwaitingStore() || head.isSettled())) {
            registered.remove();
            take(head, now);
            head = registered.peek();
        }
    }

    private void take(Delivery delivery, long now) {
        if (incomplete != null) {
            incomplete.add(delivery);
        } else if (delivery.isAwaitingStore()) {
            incomplete = new WriteUnit(delivery, now);
        } else if (units.isEmpty()) {
            passTo(delivery.offset() + 1);
        } else {
            units.getLast().passTo(delivery.offset() + 1);
        }
        if (incomplete != null && incomplete.isComplete()) {
            units.add(incomplete);
            messages += incomplete.messages().size();
            bytes += incomplete.bytes();
            incomplete = null;
        }
    }

    /** Everything below the position is done, or in a unit. */
    void passTo(long position) {
        passed = Math.max(passed, position);
    }

    /** The position below which everything is done that is in no unit; -1 when there is none. */
    long passed() {
        return passed;
    }

    /** Whether no record is here. */
    boolean isEmpty() {
        return registered.isEmpty() && incomplete == null && units.isEmpty();
    }

    boolean hasUnits() {
        return !units.isEmpty();
    }

    /** How many messages the units have. */
    int messages() {
        return messages;
    }

    /** Whether the units make a batch that is not to wait for more. */
    boolean isFull() {
        return messages >= limits.maxMessages() || bytes >= limits.maxBytes();
    }

    /** How long until the first unit has waited as long as it may; only if there is one. */
    long nanosUntilLinger(long now) {
        return units.element().readyAt() + limits.linger().toNanos() - now;
    }

    /** Takes units from the front, at the least one; only if there is one. */
    List<WriteUnit> take() {
        List<WriteUnit> taken = new ArrayList<>();
        int takenMessages = 0;
        long takenBytes = 0;
        for (WriteUnit unit = units.peek(); unit != null; unit = units.peek()) {
            takenMessages += unit.messages().size();
            takenBytes += unit.bytes();
            if (!taken.isEmpty() && (takenMessages > limits.maxMessages() || takenBytes > limits.maxBytes())) {
                break;
            }
            taken.add(units.remove());
            messages -= unit.messages().size();
            bytes -= unit.bytes();
        }
        return taken;
    }

    /** Takes out all that is done and waits for the store. */
    List<Delivery> removeAll() {
        List<Delivery> removed = new ArrayList<>();
        units.forEach(unit -> removed.addAll(unit.deliveries()));
        if (incomplete != null) {
            removed.addAll(incomplete.deliveries());
        }
        registered.stream().filter(Delivery::isAwaitingStore).forEach(removed::add);
        registered.clear();
        units.clear();
        incomplete = null;
        return removed;
    }
}

package io.npipeline.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An ordering domain: deliveries that run one after the other.
 *
 * <p>A queue linked through the deliveries, with one producer, the task thread or the batcher or delivery whose lane it is,
 * and one consumer at a time: the worker that holds the lane. No lock is taken per delivery; the count {@code pending}
 * hands everything over:
 *
 * <ul>
 *   <li>Whoever raises it from zero makes the lane ready, so a lane is ready or held at most once.
 *   <li>The producer links a batch behind the tail before it raises the count, so a consumer that sees a count sees the
 *       links. The consumer follows a link only after the count promised a delivery behind it.
 *   <li>When the count was zero, nobody but the producer touches the lane, and it sets the head itself.
 *   <li>The producer stores as few references as it can: a lane is old and a delivery young, and for such a store G1 waits until
 *       all stores before are done (until JDK 26, JEP 522), which for a lane that a worker wrote last takes long.
 *   <li>A parked lane keeps its count above zero and is simply not made ready until its retry is due.
 * </ul>
 */
sealed class Lane implements WorkUnit permits BatchLane {

    /** How many deliveries are run before other lanes get a turn. */
    private static final int TURN = 256;

    /** A handle and not an object beside each lane: the count is what the threads that meet at a lane wait for. */
    private static final VarHandle PENDING;

    static {
        try {
            PENDING = MethodHandles.lookup().findVarHandle(Lane.class, "pending", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int partitionSlot;
    private final int hash;
    private final @Nullable Object key;
    private final DeliveryRunner runner;

    @SuppressWarnings("UnusedVariable") // used through PENDING
    private int pending;

    /** Owned by the holder, or by the producer while there is none. */
    private @Nullable Delivery head;

    private @Nullable Delivery tail;

    /** The first of the batch being gathered; {@code null} where it is the head already, and where there is no batch. */
    private @Nullable Delivery batchHead;

    /** The last of it; {@code null} where that is the first. */
    private @Nullable Delivery batchTail;

    private int batchCount;

    Lane(int partitionSlot, int hash, @Nullable Object key, DeliveryRunner runner) {
        this.partitionSlot = partitionSlot;
        this.hash = hash;
        this.key = key;
        this.runner = runner;
    }

    /**
     * A lane without a key that a delivery has to itself. Nothing else is ever put into it, so that it does not matter whether
     * it is run in the end: where the delivery has ended, it is only a name for its domain.
     */
    static Lane heldBy(Delivery delivery, int partitionSlot, DeliveryRunner runner) {
        Lane lane = new Lane(partitionSlot, 0, null, runner);
        lane.gather(delivery);
        lane.publish();
        return lane;
    }

    int partitionSlot() {
        return partitionSlot;
    }

    int hash() {
        return hash;
    }

    /**
     * Lanes of one ordering domain are equal: after an idle lane was swept, a later message of its key gets another. A lane
     * without a key is a domain of its own.
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (key != null
                        && other instanceof Lane that
                        && that.key != null
                        && isOf(that.hash, that.partitionSlot, that.key));
    }

    @Override
    public int hashCode() {
        return key == null ? System.identityHashCode(this) : hash;
    }

    /** Whether this is the lane of the key within the partition. */
    boolean isOf(int keyHash, int slot, Object otherKey) {
        return hash == keyHash && partitionSlot == slot && sameKey(otherKey);
    }

    private boolean sameKey(Object otherKey) {
        return key instanceof byte[] bytes
                ? otherKey instanceof byte[] otherBytes && Arrays.equals(bytes, otherBytes)
                : otherKey.equals(key);
    }

    private int pending() {
        return (int) PENDING.getVolatile(this);
    }

    boolean isIdle() {
        return pending() == 0 && batchCount == 0;
    }

    /** Whether a key makes the domain: then there are others that could go on without it. */
    boolean hasKey() {
        return key != null;
    }

    /** How many deliveries of its key wait behind the head of a parked lane; none without a key. Any thread. */
    int waiting() {
        return hasKey() ? pending() - 1 : 0;
    }

    /** How many deliveries wait behind the head of a parked lane, whether there is a key or not. Any thread. */
    int behindHead() {
        return Math.max(pending() - 1, 0);
    }

    /** The producer. Adds to the batch being gathered. */
    final void gather(Delivery delivery) {
        gather(delivery, delivery, 1);
    }

    /** The same for so many that are linked already. */
    final void gather(Delivery first, Delivery last, int count) {
        if (batchCount > 0) {
            lastGathered().next = first;
            batchTail = last;
        } else {
            if (pending() == 0) {
                head = first;
            } else {
                batchHead = first;
            }
            if (last != first) {
                batchTail = last;
            }
        }
        batchCount += count;
    }

    private Delivery lastGathered() {
        return Objects.requireNonNull(batchTail != null ? batchTail : batchHead != null ? batchHead : head);
    }

    /** The producer. Whether there is a batch to {@link #publish}. */
    final boolean isGathering() {
        return batchCount > 0;
    }

    /** The producer. Hands the gathered batch over; returns whether the caller must make the lane ready. */
    final boolean publish() {
        Delivery first = batchHead;
        Delivery last = lastGathered();
        int count = batchCount;
        batchHead = null;
        batchTail = null;
        batchCount = 0;
        if (first == null) {
            tail = last;
            PENDING.setRelease(this, count);
            return true;
        }
        Delivery before = Objects.requireNonNull(tail);
        before.next = first;
        tail = last;
        if ((int) PENDING.getAndAdd(this, count) > 0) {
            return false;
        }
        // It ended meanwhile, and must not keep what is behind it.
        before.next = null;
        head = first;
        return true;
    }

    /** Runs deliveries from the head for one turn. By the worker that holds the lane. */
    @Override
    public void run(Tally tally) {
        DeliveryRunner ownRunner = runner; // read once: the producer writes beside it all the while
        Delivery current = Objects.requireNonNull(head);
        int available = Math.min(pending(), TURN);
        int done = 0;
        while (true) {
            DeliveryRunner.Result result = ownRunner.run(current, tally);
            // An interrupt that a call left behind must not reach the next message's.
            Thread.interrupted();
            if (result != DeliveryRunner.Result.FINISHED) {
                head = current;
                PENDING.getAndAdd(this, -done);
                if (result == DeliveryRunner.Result.SUSPENDED) {
                    // The last thing done with the lane here: it may be ready again on another worker at once.
                    ownRunner.suspend(this, current);
                }
                return;
            }
            done++;
            if (done == available) {
                if ((int) PENDING.getAndAdd(this, -done) > done) {
                    head = Objects.requireNonNull(current.next);
                    current.next = null;
                    ownRunner.ready(this);
                }
                return;
            }
            Delivery following = Objects.requireNonNull(current.next);
            current.next = null;
            current = following;
        }
    }
}

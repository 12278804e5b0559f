package io.npipeline.engine;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages whose sinks returned and that wait for the user's acknowledgement. A message that waits long holds its key
 * and its partition's offset back, so it is named in the log, once.
 *
 * <p>Thread safe; {@link #turn} is for the task thread.
 */
final class OpenShares {

    private static final Logger log = LoggerFactory.getLogger(OpenShares.class);

    /** One that waits. Its time is that of {@link System#nanoTime}; whether it was named is the task thread's to know. */
    private static final class Wait {
        private final long since;
        private boolean named;

        Wait(long since) {
            this.since = since;
        }
    }

    private final Map<SinkShare, Wait> waits = new ConcurrentHashMap<>();
    private final Consumer<WorkUnit> workers;
    private final long overdueNanos;
    private final LongSupplier nanoTime;
    private volatile boolean deliveryDecided;
    private long nextLook;
    private long overdue;

    /**
     * @param overdue how long a message waits before it is named
     */
    OpenShares(Consumer<WorkUnit> workers, Duration overdue, LongSupplier nanoTime) {
        this.workers = workers;
        this.overdueNanos = overdue.toNanos();
        this.nanoTime = nanoTime;
        this.nextLook = nanoTime.getAsLong() + overdueNanos;
    }

    void add(SinkShare share) {
        waits.put(share, new Wait(nanoTime.getAsLong()));
    }

    /** Ends the wait of a share with what is to run now. */
    void close(SinkShare share, WorkUnit unit) {
        waits.remove(share);
        workers.accept(unit);
    }

    /** The user decided about a delivery as a whole: about what the sinks were given of it, too. */
    void deliveryDecided() {
        deliveryDecided = true;
    }

    /** Task thread. */
    void turn() {
        if (deliveryDecided) {
            deliveryDecided = false;
            waits.keySet().forEach(SinkShare::adoptDecisionOfDelivery);
        }
        long now = nanoTime.getAsLong();
        if (now - nextLook >= 0) {
            nextLook = now + overdueNanos;
            nameOverdue(now);
        }
    }

    /** Ends the waits of a partition that was given up. */
    void lose(Ownership ownership) {
        for (SinkShare share : waits.keySet()) {
            if (share.delivery().ownership() == ownership) {
                share.decide(PlainDecision.LOST);
            }
        }
    }

    /** How many messages were found to wait too long so far. Task thread. */
    long overdue() {
        return overdue;
    }

    private void nameOverdue(long now) {
        waits.forEach((share, wait) -> {
            if (!wait.named && now - wait.since >= overdueNanos) {
                wait.named = true;
                overdue++;
                log.warn(
                        "Message {} has waited for its acknowledgement since sink \"{}\" returned, {} ago; it holds back its "
                                + "key and the offset of its partition",
                        share.message().messageId(),
                        share.at().name(),
                        Duration.ofNanos(now - wait.since));
            }
        });
    }
}

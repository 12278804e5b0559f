package io.npipeline.engine;

import io.npipeline.message.Correlation;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.RawRecord;
import io.npipeline.node.FencedException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * One epoch of one partition: from the moment a task gets it to the moment it gives it up. A task that gets the same
 * partition again gets a new ownership, with a tracker of its own; what still runs for the old one settles into the old
 * tracker, which nobody reads.
 *
 * <p>Used by the task thread only, unless said otherwise.
 */
public final class Ownership {

    private final int partitionSlot;
    private final PipelineEngine engine;
    private final Intake intake;
    private final InFlight inFlight;
    private final LateSettlements lateSettlements;
    private final OffsetTracker<Ownership> tracker = new OffsetTracker<>(this);

    /**
     * Whether records are reported themselves: only then they, with the bytes they were read from, are kept once there is a
     * message.
     */
    private final boolean keepsRecords;

    /** How many records run, where they are settled before; {@code null} where it does not matter. */
    private final @Nullable AtomicLong running;

    /** Where the store has the positions; set before the first record is registered. */
    private @Nullable PartitionWriter writer;

    /** The batch of the intake in which the tracker was last told the time. */
    private long markedBatch = -1;

    private volatile boolean released;

    /**
     * @param keepsRecords whether the worker's records are kept until they are settled
     * @param settlesAtIntake whether records are settled before they run
     */
    Ownership(
            int partitionSlot,
            PipelineEngine engine,
            Intake intake,
            InFlight inFlight,
            LateSettlements lateSettlements,
            boolean keepsRecords,
            boolean settlesAtIntake) {
        this.partitionSlot = partitionSlot;
        this.engine = engine;
        this.intake = intake;
        this.inFlight = inFlight;
        this.lateSettlements = lateSettlements;
        this.keepsRecords = keepsRecords;
        this.running = settlesAtIntake ? new AtomicLong() : null;
    }

    /**
     * Registers a record before anything else is done with it.
     *
     * @param offset the record's offset, higher than any before
     * @param bytes its size, for the limit on bytes in flight
     */
    public Delivery register(long offset, int bytes) {
        if (markedBatch != intake.batch()) {
            markedBatch = intake.batch();
            tracker.mark(System.nanoTime());
        }
        tracker.register(offset);
        inFlight.registered(bytes);
        if (running != null) {
            tracker.lastSegment().settle(tracker.lastSlot());
            running.incrementAndGet();
        }
        Delivery delivery = intake.delivery(tracker.lastSegment(), tracker.lastSlot(), bytes);
        if (writer != null) {
            writer.registered(delivery);
        }
        return delivery;
    }

    /**
     * Registers a record that an earlier epoch settled: it counts for what may be committed and does not run.
     *
     * @param offset the record's offset, higher than any before
     */
    public void registerSettled(long offset) {
        tracker.register(offset);
        tracker.lastSegment().settle(tracker.lastSlot());
        inFlight.registeredSettled();
    }

    /** The offset registered last; -1 before the first. */
    public long lastOffset() {
        return tracker.lastOffset();
    }

    /** Puts a registered record into its lane. It starts to run after {@link PipelineEngine#dispatch}. */
    public void submit(Delivery delivery, KafkaMessage<?> message) {
        intake.submit(delivery, message);
    }

    /**
     * The same for a record whose bytes are known. Its lane is that of the key's bytes, which are the same whether or not
     * the key could be converted.
     */
    public void submit(Delivery delivery, KafkaMessage<?> message, RawRecord raw) {
        delivery.original(raw);
        intake.submit(delivery, message);
    }

    /** The same for a record of the worker's, which the engine's {@link RecordReader} makes the message of. */
    public void submit(Delivery delivery, SinkRecord record) {
        if (keepsRecords) {
            delivery.original(record);
        }
        intake.submit(delivery, record);
    }

    /** The first offset that is not settled, or -1 when all are. */
    public long firstUnsettled() {
        return tracker.firstUnsettled();
    }

    /**
     * The offsets that are settled above the first unsettled one, as of the last call of {@link #firstUnsettled}.
     *
     * @param base the offset that will be stored with the map
     * @param earlier what an earlier epoch settled; counts for offsets that were not registered in this one so far
     */
    public OffsetMap settledAbove(long base, OffsetMap earlier) {
        OffsetMap.Builder map = new OffsetMap.Builder(base);
        tracker.addSettledAbove(map);
        return map.addFrom(earlier, tracker.lastOffset() + 1).build();
    }

    /** How many records are remembered: from the first that is not settled to the last, settled ones between included. */
    public long span() {
        return tracker.span();
    }

    /**
     * How the partition stands now; with nothing in flight once it was given up. Any thread.
     */
    public PartitionReading reading() {
        PartitionReading reading = released ? PartitionReading.NOTHING : tracker.reading();
        return running == null ? reading : reading.withInFlight(running.get());
    }

    /**
     * Whether all registered records are settled, none runs, and a store of positions has the last; or the store takes no more.
     */
    public boolean isIdle() {
        return fence().isPresent()
                || (tracker.firstUnsettled() == OffsetTracker.NONE
                        && (running == null || running.get() == 0)
                        && (writer == null || writer.isUpToDate()));
    }

    /**
     * The worker has consumed everything below the offset, in a partition with nothing in flight: records that a
     * transformation dropped and gaps in the log. A store of positions follows; not before a record came, as until then
     * the offset is only where the consumer began.
     */
    public void consumed(long offset) {
        if (writer != null && tracker.lastOffset() != OffsetTracker.NONE) {
            writer.consumed(offset);
        }
    }

    /** Why the store refuses what is written for this ownership; empty while it does not. */
    public Optional<FencedException> fence() {
        return writer == null ? Optional.empty() : writer.fence();
    }

    /** While set, a store of positions does not lag behind what is done. */
    void drain(boolean draining) {
        if (writer != null) {
            writer.drain(draining);
        }
    }

    void writer(PartitionWriter newWriter) {
        writer = newWriter;
    }

    /** Any thread. All branches of the delivery have ended; takes it if a transaction is to settle it. */
    boolean leaveToStore(Delivery delivery) {
        return writer != null && delivery.belongsToTransaction() && writer.ended(delivery);
    }

    /** Gives the partition up: records that did not start are dropped, the outcome of those that run is ignored. */
    public void release() {
        engine.turn(); // what was settled before counts as settled
        if (writer != null) {
            writer.close();
        }
        released = true;
        engine.lose(this);
    }

    /** Whether the partition was given up. Any thread. */
    boolean isReleased() {
        return released;
    }

    int partitionSlot() {
        return partitionSlot;
    }

    /** How the ids of its messages are read and made. Any thread. */
    Correlation correlation() {
        return engine.correlation();
    }

    /** Any thread. */
    void settled(Delivery delivery) {
        inFlight.settled(delivery.bytes(), delivery.outputs().size());
        if (writer != null) {
            writer.settled();
        }
        if (running != null) {
            running.decrementAndGet();
        }
    }

    /** Any thread. Takes a delivery whose branches ended, if it is not to be settled at once. */
    boolean delay(Delivery delivery) {
        return !released && lateSettlements.delay(delivery);
    }

    /** Any thread. The user decided about a delivery as a whole. */
    void decided() {
        lateSettlements.deliveryDecided();
    }

    /** Any thread. */
    CompletionStage<Void> whenSettled(Delivery delivery, String messageId) {
        return whenSettled(delivery, messageId, null);
    }

    /**
     * Any thread.
     *
     * @param rejected what the stage stands for; {@code null} where it cannot come too late
     */
    CompletionStage<Void> whenSettled(Delivery delivery, String messageId, @Nullable Rejected rejected) {
        // Settled before it ran, a delivery can still be rejected.
        return lateSettlements.whenSettled(delivery, messageId, running == null ? rejected : null);
    }
}

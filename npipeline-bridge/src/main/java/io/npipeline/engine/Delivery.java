package io.npipeline.engine;

import io.npipeline.message.Acknowledgement;
import io.npipeline.message.Correlation;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.MessageHeaders;
import io.npipeline.message.Origin;
import io.npipeline.message.RawRecord;
import io.npipeline.message.Rejection;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * One input record on its way through the pipeline. It is settled once, when its last share is returned: the run through
 * the operators holds one share, every message handed to a batch another.
 *
 * <p>Written by the one thread that runs it at a time; the hand-over between threads is that of the lane, or of what
 * takes its place.
 */
public sealed class Delivery implements Acknowledgement permits BatchDelivery, LooseDelivery {

    private static final VarHandle SHARES;
    private static final VarHandle DECISION;

    static {
        try {
            SHARES = MethodHandles.lookup().findVarHandle(Delivery.class, "shares", int.class);
            DECISION = MethodHandles.lookup().findVarHandle(Delivery.class, "decision", Decision.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final OffsetTracker.Segment<Ownership> segment;
    private final int slot;
    private final int bytes;

    @SuppressWarnings("UnusedVariable") // read through SHARES
    private int shares = 1;

    /** What the user said about the delivery as a whole; {@code null} for nothing. */
    private volatile @Nullable Decision decision;

    /** The next in its lane; see {@link Lane}. */
    @Nullable
    Delivery next;

    private @Nullable Lane lane;

    /** A {@link KafkaMessage}, or the {@link SinkRecord} of which none was made yet. */
    private @Nullable Object content;

    /**
     * Set once, under the monitor; {@code null} while there is nothing to keep in it. To be read once into a variable, as
     * another thread that holds a share may set it.
     */
    private @Nullable DeliveryExtras extras;

    Delivery(OffsetTracker.Segment<Ownership> segment, int slot, int bytes) {
        this.segment = segment;
        this.slot = slot;
        this.bytes = bytes;
    }

    /** For a batch that is run in the place of deliveries of which this is one. */
    Delivery(Delivery item, long bytes) {
        this(item.segment, item.slot, (int) Math.min(bytes, Integer.MAX_VALUE));
    }

    /** Whether the delivery is settled. What it left in {@link #outputs} is visible to whoever saw this. */
    public boolean isSettled() {
        return segment.isSettled(slot);
    }

    /** What its Kafka sinks and dead letters produced, in order. To be read once it is settled. */
    public List<OutputRecord> outputs() {
        DeliveryExtras there = extras;
        return there == null ? List.of() : there.outputs();
    }

    /**
     * The offset of the last record that was in a batch with this one; -1 when there was no batch. Their output stands with one
     * of them and is that of all, so they are to leave together. To be read once it is settled.
     */
    public long batchedUpTo() {
        DeliveryExtras there = extras;
        return there == null ? OffsetTracker.NONE : there.batchedUpTo();
    }

    @Override
    public CompletionStage<Void> acknowledge(String messageId) {
        decide(PlainDecision.ACKNOWLEDGED);
        return ownership().whenSettled(this, messageId);
    }

    @Override
    public CompletionStage<Void> reject(Rejection how, String messageId) {
        Rejected rejected = new Rejected(how);
        Decision first = decide(rejected);
        return first == PlainDecision.ACKNOWLEDGED
                ? AcknowledgementWaiters.tooLate(messageId)
                : ownership().whenSettled(this, messageId, first == rejected ? rejected : null);
    }

    /** Takes the decision unless another came first; returns the one that counts. */
    private Decision decide(Decision mine) {
        Decision first = (Decision) DECISION.compareAndExchange(this, (Decision) null, mine);
        if (first == null) {
            ownership().decided();
            return mine;
        }
        return first;
    }

    @Override
    public boolean isAcknowledged() {
        return isDeclaredProcessed() || isSettled();
    }

    @Override
    public Correlation correlation() {
        return ownership().correlation();
    }

    /** Any thread; two that ask for the first time at once make two that are equal. */
    @Override
    public @Nullable String correlationId(Origin origin) {
        if (!correlation().isOn()) {
            return null;
        }
        DeliveryExtras kept = extras();
        String id = kept.correlationId();
        if (id == null) {
            id = correlation().id(headersAsRead(), origin);
            kept.correlationId(id);
        }
        return id;
    }

    private MessageHeaders headersAsRead() {
        return content instanceof KafkaMessage<?> read ? read.headers() : MessageHeaders.EMPTY;
    }

    /** What the user said about the delivery as a whole. */
    @Nullable
    Decision decision() {
        return decision;
    }

    /** Whether the user declared the message processed before it was settled. */
    boolean isDeclaredProcessed() {
        return decision == PlainDecision.ACKNOWLEDGED;
    }

    /** Whether there may be a rejection to take. */
    boolean isDecided() {
        return decision != null;
    }

    /** Takes the rejection that nobody took yet: whoever does must follow it. Until {@link #reopen} there is no other. */
    @Nullable
    Rejection takeRejection() {
        return decision instanceof Rejected rejected && DECISION.compareAndSet(this, rejected, PlainDecision.TAKEN)
                ? rejected.how()
                : null;
    }

    /** What a rejection that was taken led to is over: the user may decide again. */
    void reopen() {
        if (decision == PlainDecision.TAKEN) {
            decision = null;
        }
    }

    /** Whether the delivery waits for something that is not the engine's to do. */
    boolean isPending() {
        Suspension reason = suspension();
        return reason instanceof PendingCall || reason instanceof SinkShare;
    }

    Ownership ownership() {
        return segment.owner();
    }

    int bytes() {
        return bytes;
    }

    /** The offset it was registered with. */
    long offset() {
        return segment.offset(slot);
    }

    /** The highest offset of the records it stands for. */
    long lastOffset() {
        return offset();
    }

    /**
     * @param newContent a message or a record of which none was made yet
     */
    void enter(Object newContent) {
        content = newContent;
    }

    void lane(Lane newLane) {
        lane = newLane;
    }

    final boolean hasLane() {
        return lane != null;
    }

    Lane lane() {
        return Objects.requireNonNull(lane);
    }

    /** The record of which no message was made yet; {@code null} when there is a message. */
    @Nullable
    SinkRecord unread() {
        return content instanceof SinkRecord record ? record : null;
    }

    /** A message was made of the record. */
    void read(KafkaMessage<?> message) {
        content = message;
    }

    KafkaMessage<?> message() {
        return (KafkaMessage<?>) Objects.requireNonNull(content);
    }

    /** What messages of one ordering domain have in common; {@code null} for nothing. To be asked before it runs. */
    @Nullable
    Object key() {
        SinkRecord unread = unread();
        if (unread != null) {
            return unread.key();
        }
        RawRecord raw = rawRecord();
        return raw == null ? message().key() : raw.key();
    }

    /** The record as it was on the wire, where that is known. */
    @Nullable
    RawRecord rawRecord() {
        return original() instanceof RawRecord raw ? raw : null;
    }

    /** The worker's own records that are in it, where they are kept. */
    List<SinkRecord> sinkRecords() {
        return original() instanceof SinkRecord record ? List.of(record) : List.of();
    }

    private @Nullable Object original() {
        DeliveryExtras there = extras;
        return there == null ? null : there.original();
    }

    void original(RawRecord record) {
        extras().original(record);
    }

    void original(SinkRecord record) {
        extras().original(record);
    }

    void pushBranch(Branch branch) {
        extras().pushBranch(branch);
    }

    @Nullable
    Branch popBranch() {
        DeliveryExtras there = extras;
        return there == null ? null : there.popBranch();
    }

    @Nullable
    Suspension suspension() {
        DeliveryExtras there = extras;
        return there == null ? null : there.suspension();
    }

    void suspension(@Nullable Suspension reason) {
        if (reason != null || extras != null) {
            extras().suspension(reason);
        }
    }

    /** By the thread that runs the delivery or, with a dead letter, by one that holds a share of it. */
    void addOutput(OutputRecord output) {
        extras().addOutput(output);
    }

    /** What its transactional sink is to write, in order. To be read once its branches have ended. */
    final List<KafkaMessage<?>> toStore() {
        DeliveryExtras there = extras;
        return there == null ? List.of() : there.toStore();
    }

    /** Leaves a message to the transaction of this record; by a thread that holds a share. */
    void addToStore(KafkaMessage<?> message) {
        extras().addToStore(message);
    }

    /** Whether it settles with a transaction: it left something to one, or was in a batch that may have. */
    final boolean belongsToTransaction() {
        return !toStore().isEmpty() || batchedUpTo() != OffsetTracker.NONE;
    }

    /** All branches have ended. Under the monitor of the partition's writer, as the next. */
    final void awaitStore() {
        extras().awaitStore();
    }

    final boolean isAwaitingStore() {
        DeliveryExtras there = extras;
        return there != null && there.isAwaitingStore();
    }

    /** Joins a batch whose last record has this offset; by a thread that holds a share. */
    void joinBatch(long lastOffset) {
        extras().joinBatch(lastOffset);
    }

    private DeliveryExtras extras() {
        DeliveryExtras there = extras;
        return there == null ? newExtras() : there;
    }

    private synchronized DeliveryExtras newExtras() {
        if (extras == null) {
            extras = new DeliveryExtras();
        }
        return extras;
    }

    /** Takes a share; by a thread that holds one. */
    void retain() {
        SHARES.getAndAdd(this, 1);
    }

    /** Returns a share; the last one settles the delivery, or leaves it to the store. Any thread. */
    void release() {
        // Only a holder of a share can take another, so a count of one cannot change under its only holder.
        if (((int) SHARES.getAcquire(this) == 1 || (int) SHARES.getAndAdd(this, -1) == 1)
                && !ownership().leaveToStore(this)) {
            finish();
        }
    }

    /** Nothing more is done with it. */
    final void finish() {
        content = null;
        DeliveryExtras there = extras;
        if (there != null) {
            there.original(null);
        }
        settle();
    }

    void settle() {
        if (!ownership().delay(this)) {
            settleNow();
        }
    }

    final void settleNow() {
        segment.settle(slot);
        ownership().settled(this);
    }
}

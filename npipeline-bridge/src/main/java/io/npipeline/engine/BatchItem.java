package io.npipeline.engine;

import io.npipeline.message.KafkaMessage;
import org.jspecify.annotations.Nullable;

/** A message in a batch sink, holding a share of its delivery. Guarded by the batch's queue, then owned by its flush. */
final class BatchItem {

    private final KafkaMessage<?> message;
    private final Delivery delivery;
    private final long addedAt;
    private @Nullable FailedCall failedCall;
    private @Nullable SinkShare share;
    private boolean held;

    BatchItem(KafkaMessage<?> message, Delivery delivery, long addedAt) {
        this.message = message;
        this.delivery = delivery;
        this.addedAt = addedAt;
    }

    KafkaMessage<?> message() {
        return message;
    }

    Delivery delivery() {
        return delivery;
    }

    /** Whether its partition was given up. */
    boolean isLost() {
        return delivery.ownership().isReleased();
    }

    /** The size of its record; several messages of one record each count with all of it. */
    long bytes() {
        return delivery.bytes();
    }

    /** Where its record stands among those of its partition. */
    long offset() {
        return delivery.offset();
    }

    boolean isTombstone() {
        return message.isTombstone();
    }

    /** When the item came, by {@link System#nanoTime}. */
    long addedAt() {
        return addedAt;
    }

    @Nullable
    FailedCall failedCall() {
        return failedCall;
    }

    void failedCall(FailedCall call) {
        failedCall = call;
    }

    /** What the sink was last given of it; {@code null} where the write settles it. */
    @Nullable
    SinkShare share() {
        return share;
    }

    void share(SinkShare given) {
        share = given;
    }

    /** Whether later items of its lane are held back for it. */
    boolean isHeld() {
        return held;
    }

    void held() {
        held = true;
    }
}

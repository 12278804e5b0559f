package io.npipeline.engine;

import io.npipeline.message.KafkaMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction writes: units that follow each other, or none, and the position behind them.
 *
 * <p>Not thread safe: with its queue or with the flush that writes it.
 */
final class WriteBatch {

    private final List<WriteUnit> units;
    private final long position;

    /** Whether it was in a larger batch that could not be written, and has used up its retries there. */
    private final boolean part;

    private final List<KafkaMessage<?>> messages;
    private int failures;
    private boolean proven;
    private Duration retryDelay = Duration.ZERO;

    /** Stands for its failures; {@code null} before the first, and without messages. */
    private @Nullable FailedCall call;

    private WriteBatch(List<WriteUnit> units, long position, boolean part) {
        this.units = List.copyOf(units);
        this.position = position;
        this.part = part;
        this.messages = this.units.stream()
                .<KafkaMessage<?>>flatMap(unit -> unit.messages().stream())
                .toList();
    }

    /**
     * @param units not empty
     */
    static WriteBatch of(List<WriteUnit> units) {
        return new WriteBatch(units, units.get(units.size() - 1).end(), false);
    }

    static WriteBatch ofPosition(long position) {
        return new WriteBatch(List.of(), position, false);
    }

    boolean isDivisible() {
        return units.size() > 1;
    }

    boolean isPart() {
        return part;
    }

    /** Its halves; only if it is divisible. */
    List<WriteBatch> halves() {
        int middle = units.size() / 2;
        List<WriteUnit> first = units.subList(0, middle);
        List<WriteUnit> second = units.subList(middle, units.size());
        return List.of(
                new WriteBatch(first, first.get(middle - 1).end(), true), new WriteBatch(second, position, true));
    }

    /** A transaction without messages that leaves everything as it is: what is before this batch is in the store. */
    WriteBatch nothingBefore() {
        return ofPosition(units.get(0).begin());
    }

    List<KafkaMessage<?>> messages() {
        return messages;
    }

    List<Delivery> deliveries() {
        List<Delivery> deliveries = new ArrayList<>();
        units.forEach(unit -> deliveries.addAll(unit.deliveries()));
        return deliveries;
    }

    long position() {
        return position;
    }

    /** It could not be written; only with messages. */
    FailedCall failed(Operator sink, Throwable error, Instant now) {
        failures++;
        if (call == null) {
            call = FailedCall.of(sink, messages, error, now);
        } else {
            call.failedAgain(error, now);
        }
        return call;
    }

    void failedWithoutMessages() {
        failures++;
    }

    /** How often it could not be written. */
    int failures() {
        return failures;
    }

    @Nullable
    FailedCall call() {
        return call;
    }

    void retryAfter(Duration delay) {
        retryDelay = delay;
    }

    /** How long to wait before it is written again. */
    Duration retryDelay() {
        Duration ofCall = call == null ? null : call.retryDelay();
        return ofCall == null ? retryDelay : ofCall;
    }

    /** Whether the store took a transaction after this batch had failed, so that the fault is in its messages. */
    boolean isProven() {
        return proven;
    }

    void proven() {
        proven = true;
    }
}

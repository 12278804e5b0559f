package io.npipeline.engine;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Units that became ready together. Workers claim them one by one, in their order, without a lock: of a few hundred short
 * units it would cost more than they do. None is set aside for a worker that is held up by the one before.
 *
 * <p>Thread safe: the count gives each index to one worker, and the list is not written after the batch was published
 * under the lock of the {@link WorkerPool}.
 */
final class ReadyBatch {

    private final List<WorkUnit> units;
    private final AtomicInteger claims = new AtomicInteger();

    /**
     * @param units not to be changed any more
     */
    ReadyBatch(List<WorkUnit> units) {
        this.units = units;
    }

    static ReadyBatch of(WorkUnit unit) {
        return new ReadyBatch(List.of(unit));
    }

    int size() {
        return units.size();
    }

    /** The next unit; {@code null} when all are claimed. */
    @Nullable
    WorkUnit claim() {
        int index = claims.getAndIncrement();
        return index < units.size() ? units.get(index) : null;
    }

    boolean isClaimed() {
        return claims.get() >= units.size();
    }
}

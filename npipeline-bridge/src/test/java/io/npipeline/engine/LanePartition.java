package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.OffsetMapReading.Usable;
import io.npipeline.engine.ReferenceLanes.Unit;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A partition of a {@link LaneModel}: its log, which is the same whenever it is read, what was committed of it, and its owner,
 * next to a {@link ReferencePartition}.
 */
final class LanePartition {

    /** One offset out of so many is missing in the log. */
    private static final int GAPS = 8;

    /** One record out of so many has no key. */
    private static final int KEYLESS = 16;

    final int number;
    final ReferencePartition reference = new ReferencePartition();

    /** What waits for a batch. */
    final Deque<Unit> gathered = new ArrayDeque<>();

    private @Nullable Ownership ownership;
    private int slot;
    private OffsetMap earlier = OffsetMap.empty(0);
    private String stored = "";
    private long storedOffset;

    LanePartition(int number) {
        this.number = number;
    }

    /** {@code null} while nobody owns it. */
    @Nullable
    Ownership ownership() {
        return ownership;
    }

    /** An owner takes over what was committed last. */
    void open(PipelineEngine engine, Intake intake) {
        ownership = engine.own(number, intake);
        slot = ownership.partitionSlot();
        earlier = OffsetMap.decode(stored, storedOffset) instanceof Usable usable
                ? usable.map()
                : OffsetMap.empty(storedOffset);
        reference.open();
    }

    /** What lanes know it by. */
    int slot() {
        return slot;
    }

    void lose() {
        ownership = null;
        gathered.clear();
    }

    /** How many offsets lie between the first that is not settled and what is read next. */
    long span() {
        return reference.position() - reference.frontier();
    }

    /** The offset of the next record. */
    long next() {
        long offset = reference.position();
        while (isGap(offset)) {
            offset++;
        }
        return offset;
    }

    @Nullable
    String key(long offset, int keys) {
        int drawn = drawn(offset) / GAPS;
        return drawn % KEYLESS == 0 ? null : "k" + drawn / KEYLESS % keys;
    }

    private boolean isGap(long offset) {
        return drawn(offset) % GAPS == 0;
    }

    private int drawn(long offset) {
        return (int) (((offset * 31 + number) * 0x9E3779B97F4A7C15L) >>> 33);
    }

    /** Reads a record; returns whether it must not run, because an earlier owner settled it. */
    boolean read(long offset) {
        boolean settled = reference.put(offset);
        assertThat(earlier.isSettled(offset)).as("known to be settled").isEqualTo(settled);
        return settled;
    }

    void commit(int maxMapChars) {
        if (ownership == null) {
            return;
        }
        storedOffset = reference.frontier();
        OffsetMap map = ownership.settledAbove(storedOffset, earlier);
        stored = map.encode(maxMapChars);
        OffsetMap kept = ((Usable) OffsetMap.decode(stored, storedOffset)).map();
        for (long offset = storedOffset; offset <= reference.lastSettled(); offset++) {
            if (!isGap(offset)) {
                boolean settled = reference.isSettled(offset);
                assertThat(map.isSettled(offset)).isEqualTo(settled);
                assertThat(kept.isSettled(offset)).isEqualTo(settled && offset < kept.end());
            }
        }
        reference.commit(kept.end());
    }

    /** To be called when no call runs. */
    void checkFrontier() {
        if (ownership != null) {
            long unsettled = ownership.firstUnsettled();
            assertThat(unsettled < 0 ? reference.position() : unsettled)
                    .as("the first offset that is not settled")
                    .isEqualTo(reference.frontier());
        }
    }

    void checkNothingWasLost() {
        for (long offset = 0; offset < reference.position(); offset++) {
            assertThat(isGap(offset) || reference.wasSettledEver(offset))
                    .as("offset %d is done", offset)
                    .isTrue();
        }
    }
}

package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.OffsetMapReading.Usable;
import io.npipeline.node.SinkNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Owners of a partition that settle in any order, commit, lose the partition with and without a last commit and are followed
 * by others, against a {@link ReferencePartition}.
 */
class OffsetMapModelTest {

    private static final int UNCAPPED = Integer.MAX_VALUE;

    private record InFlight(long offset, Delivery delivery) {}

    private final EngineHarness harness =
            EngineHarness.into((SinkNode<String>) message -> {}).start();
    private final ReferencePartition reference = new ReferencePartition();
    private final List<InFlight> inFlight = new ArrayList<>();
    private Ownership ownership = harness.engine.own(0);
    private OffsetMap earlier = OffsetMap.empty(0);
    private String stored = "";
    private long storedOffset;
    private long skipped;
    private long cut;
    private int moves;

    @AfterEach
    void close() {
        harness.close();
    }

    @ParameterizedTest
    @CsvSource({"1, 2147483647, 100", "2, 2147483647, 3000", "3, 4096, 3000", "4, 64, 1000", "5, 20, 300"})
    void ownersRunWhatTheLastCommitDidNotNameAndNothingElse(long seed, int maxChars, int maxInFlight) {
        Random random = new Random(seed);
        long[] log = log(random);
        int next = 0;
        for (int step = 0; step < 300_000; step++) {
            int dice = random.nextInt(10_000);
            if (dice < 5) {
                if (random.nextBoolean()) {
                    commit(maxChars, log);
                }
                reopen();
                next = indexOf(log, storedOffset);
            } else if (dice < 40) {
                commit(maxChars, log);
            } else if (dice < 5_100 && inFlight.size() < maxInFlight && next < log.length) {
                put(log[next++]);
            } else if (!inFlight.isEmpty()) {
                settle(random);
            }
        }
        while (next < log.length) {
            put(log[next++]);
        }
        while (!inFlight.isEmpty()) {
            settle(random);
        }
        commit(maxChars, log);

        assertThat(moves).as("of five runs that are to make a million").isGreaterThan(200_000);
        assertThat(storedOffset).isEqualTo(log[log.length - 1] + 1);
        assertThat(LongStream.of(log)).allMatch(reference::wasSettledEver);
        assertThat(skipped).as("records that owners knew to be settled").isGreaterThan(1_000);
        assertThat(cut > 0).as("maps were cut").isEqualTo(maxChars < 100);
    }

    /** Offsets with the gaps that compaction and transactions leave. */
    private static long[] log(Random random) {
        long[] log = new long[120_000];
        long offset = 0;
        for (int i = 0; i < log.length; i++) {
            log[i] = offset;
            int dice = random.nextInt(1_000);
            offset += dice == 0 ? 1 + random.nextInt(1_000_000) : dice < 100 ? 2 + random.nextInt(3) : 1;
        }
        return log;
    }

    private static int indexOf(long[] log, long offset) {
        int index = Arrays.binarySearch(log, offset);
        return index >= 0 ? index : -index - 1;
    }

    private void put(long offset) {
        moves++;
        boolean settled = earlier.isSettled(offset);
        assertThat(settled).as("offset %d is known to be settled", offset).isEqualTo(reference.put(offset));
        if (settled) {
            assertThat(reference.wasSettledEver(offset)).isTrue();
            ownership.registerSettled(offset);
            skipped++;
        } else {
            inFlight.add(new InFlight(offset, ownership.register(offset, 1)));
        }
    }

    /** Early records mostly, so that the frontier moves, but any. */
    private void settle(Random random) {
        moves++;
        int index = random.nextInt(random.nextInt(4) == 0 ? inFlight.size() : Math.min(8, inFlight.size()));
        InFlight chosen = inFlight.remove(index);
        reference.settle(chosen.offset());
        chosen.delivery().release();
    }

    private void commit(int maxChars, long[] log) {
        moves++;
        long unsettled = ownership.firstUnsettled();
        storedOffset = unsettled < 0 ? reference.position() : unsettled;
        assertThat(storedOffset).isEqualTo(reference.frontier());

        OffsetMap map = ownership.settledAbove(storedOffset, earlier);
        stored = map.encode(maxChars);
        assertThat(stored.length()).isLessThanOrEqualTo(maxChars);
        OffsetMap kept = ((Usable) OffsetMap.decode(stored, storedOffset)).map();
        for (int i = indexOf(log, storedOffset); i < log.length && log[i] <= reference.lastSettled(); i++) {
            boolean settled = reference.isSettled(log[i]);
            assertThat(map.isSettled(log[i])).as("offset %d is named", log[i]).isEqualTo(settled);
            assertThat(kept.isSettled(log[i]))
                    .as("offset %d is kept", log[i])
                    .isEqualTo(settled && log[i] < kept.end());
        }
        if (kept.end() < map.end()) {
            cut++;
            assertThat(map.encode(UNCAPPED).length()).as("what did not fit").isGreaterThan(maxChars);
        }
        reference.commit(kept.end());
    }

    private void reopen() {
        moves++;
        ownership.release();
        List<InFlight> late = List.copyOf(inFlight);
        inFlight.clear();
        ownership = harness.engine.own(0);
        earlier = OffsetMap.decode(stored, storedOffset) instanceof Usable usable
                ? usable.map()
                : OffsetMap.empty(storedOffset);
        reference.open();
        late.stream().sorted(Comparator.comparingLong(InFlight::offset)).forEach(lost -> lost.delivery()
                .release());
    }
}

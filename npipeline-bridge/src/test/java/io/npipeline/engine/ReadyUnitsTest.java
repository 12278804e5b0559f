package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadyUnitsTest {

    private static final int UNITS = 100_000;
    private static final Tally TALLY = new Tally(0);

    private final List<String> ran = new ArrayList<>();
    private final ReadyUnits ready = new ReadyUnits();

    private ReadyBatch batch(String... names) {
        return new ReadyBatch(List.of(names).stream()
                .map(name -> (WorkUnit) tally -> ran.add(name))
                .toList());
    }

    private void runAll() {
        while (!ready.isEmpty()) {
            Objects.requireNonNull(Objects.requireNonNull(ready.first()).claim())
                    .run(TALLY);
        }
    }

    @Test
    void unitsComeInTheirOrderAndThoseThatWaitedFirst() {
        ready.add(batch("a", "b"));
        ready.add(batch("c"));
        ready.addFirst(batch("first"));
        runAll();
        assertThat(ran).containsExactly("first", "a", "b", "c");
    }

    @Test
    void aBatchThatIsBegunIsInterruptedByWhatWaited() {
        ready.add(batch("a", "b"));
        Objects.requireNonNull(Objects.requireNonNull(ready.first()).claim()).run(TALLY);
        ready.addFirst(batch("first"));
        runAll();
        assertThat(ran).containsExactly("a", "first", "b");
    }

    @Test
    void itsSizeIsWhatWasAddedLessWhatWasSaidToBeClaimed() {
        ready.add(batch("a", "b"));
        ready.addFirst(batch("c"));
        assertThat(ready.size()).isEqualTo(3);
        ready.claimed(2);
        assertThat(ready.size()).isEqualTo(1);
    }

    @Test
    void aBatchWithoutUnitsLeftIsNone() {
        ReadyBatch batch = batch("a");
        ready.add(batch);
        batch.claim();
        assertThat(ready.isEmpty()).isTrue();
        assertThat(batch.claim()).isNull();
    }

    @Test
    void eachUnitIsClaimedByOneThread() throws Exception {
        AtomicIntegerArray runs = new AtomicIntegerArray(UNITS);
        ReadyBatch batch = new ReadyBatch(IntStream.range(0, UNITS)
                .mapToObj(i -> (WorkUnit) tally -> runs.incrementAndGet(i))
                .toList());
        CyclicBarrier begin = new CyclicBarrier(4);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> claimAll(batch, begin));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(IntStream.range(0, UNITS).map(runs::get)).containsOnly(1);
    }

    private static void claimAll(ReadyBatch batch, CyclicBarrier begin) {
        try {
            begin.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        for (WorkUnit unit = batch.claim(); unit != null; unit = batch.claim()) {
            unit.run(TALLY);
        }
    }
}

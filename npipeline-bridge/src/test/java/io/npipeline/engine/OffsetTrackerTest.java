package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetTrackerTest {

    private static final int SEGMENT_SLOTS = 1024;

    /** A registered offset and how to settle it. */
    private record Entry(long offset, OffsetTracker.Segment<String> segment, int slot) {
        void settle() {
            segment.settle(slot);
        }
    }

    private final OffsetTracker<String> tracker = new OffsetTracker<>("owner");

    private Entry register(long offset) {
        tracker.register(offset);
        return new Entry(offset, tracker.lastSegment(), tracker.lastSlot());
    }

    @Test
    void nothingIsUnsettledBeforeTheFirstRegistration() {
        assertThat(tracker.firstUnsettled()).isEqualTo(OffsetTracker.NONE);
    }

    @Test
    void theFrontierStandsAtTheFirstUnsettledOffsetAndPassesGapsOfTheLog() {
        Entry first = register(5);
        Entry second = register(100);
        Entry third = register(4_000_000_000L);

        second.settle();
        assertThat(tracker.firstUnsettled()).isEqualTo(5);
        first.settle();
        assertThat(tracker.firstUnsettled()).isEqualTo(4_000_000_000L);
        third.settle();
        assertThat(tracker.firstUnsettled()).isEqualTo(OffsetTracker.NONE);
    }

    @Test
    void itGoesOnAfterEverythingWasSettled() {
        register(1).settle();
        assertThat(tracker.firstUnsettled()).isEqualTo(OffsetTracker.NONE);
        Entry next = register(2);
        assertThat(tracker.firstUnsettled()).isEqualTo(2);
        next.settle();
        assertThat(tracker.firstUnsettled()).isEqualTo(OffsetTracker.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {SEGMENT_SLOTS - 1, SEGMENT_SLOTS, SEGMENT_SLOTS + 1, 2 * SEGMENT_SLOTS, 3 * SEGMENT_SLOTS + 1})
    void segmentsJoinWithoutASeam(int count) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(register(i));
        }
        for (int i = 0; i < count; i++) {
            assertThat(tracker.firstUnsettled()).isEqualTo(i);
            entries.get(i).settle();
        }
        assertThat(tracker.firstUnsettled()).isEqualTo(OffsetTracker.NONE);
        register(count);
        assertThat(tracker.firstUnsettled()).isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 20260101})
    void randomCompletionAgreesWithASortedSet(long seed) {
        Random random = new Random(seed);
        TreeSet<Long> unsettled = new TreeSet<>();
        List<Entry> open = new ArrayList<>();
        long offset = 0;
        for (int step = 0; step < 50_000; step++) {
            // Phases of growth and of decline, so that the window crosses segments and also empties.
            boolean grow = random.nextInt(100) < (step / 5_000 % 2 == 0 ? 60 : 40);
            if (grow) {
                offset += 1 + (random.nextInt(10) == 0 ? random.nextInt(1_000) : 0);
                open.add(register(offset));
                unsettled.add(offset);
            } else if (!open.isEmpty()) {
                Entry entry = takeOne(open, random);
                entry.settle();
                unsettled.remove(entry.offset());
            }
            assertThat(tracker.firstUnsettled())
                    .as("seed %d, step %d", seed, step)
                    .isEqualTo(unsettled.isEmpty() ? OffsetTracker.NONE : unsettled.first());
            if (step % 97 == 0) {
                assertThat(tracker.reading())
                        .as("seed %d, step %d", seed, step)
                        .extracting(
                                PartitionReading::firstUnsettled,
                                PartitionReading::lastOffset,
                                PartitionReading::inFlight)
                        .containsExactly(
                                unsettled.isEmpty() ? OffsetTracker.NONE : unsettled.first(),
                                offset == 0 ? OffsetTracker.NONE : offset,
                                (long) unsettled.size());
            }
        }
    }

    private static Entry takeOne(List<Entry> open, Random random) {
        int index = random.nextInt(open.size());
        Entry last = open.remove(open.size() - 1);
        return index == open.size() ? last : open.set(index, last);
    }

    @Test
    void theFrontierNeverPassesAnUnsettledOffsetWhileOtherThreadsSettle() throws Exception {
        int count = 20 * SEGMENT_SLOTS;
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(register(i));
        }
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int worker = 0; worker < 4; worker++) {
            int remainder = worker;
            threads.add(new Thread(() -> {
                awaitQuietly(start);
                for (int i = remainder; i < count; i += 4) {
                    entries.get(i).settle();
                }
            }));
        }
        threads.forEach(Thread::start);
        start.countDown();
        long frontier = tracker.firstUnsettled();
        long before = 0;
        while (frontier != OffsetTracker.NONE) {
            assertThat(frontier).isGreaterThanOrEqualTo(before);
            before = frontier;
            frontier = tracker.firstUnsettled();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(entries).allMatch(entry -> entry.segment().isSettled(entry.slot()));
    }

    @Test
    void aSegmentThatSomebodyKeepsDoesNotKeepThoseBehindIt() {
        Entry kept = register(0);
        kept.settle();
        for (int i = 1; i <= SEGMENT_SLOTS; i++) {
            register(i).settle();
        }
        WeakReference<OffsetTracker.Segment<String>> second = new WeakReference<>(tracker.lastSegment());
        for (int i = SEGMENT_SLOTS + 1; i <= 2 * SEGMENT_SLOTS; i++) {
            register(i).settle();
        }
        assertThat(tracker.firstUnsettled()).isEqualTo(OffsetTracker.NONE);
        await().until(() -> {
            System.gc();
            return second.get() == null;
        });
        assertThat(kept.segment().isSettled(kept.slot())).isTrue();
    }

    @Test
    void aSegmentThatSomebodyKeepsDoesNotKeepTheTimesOfThoseBehindIt() {
        tracker.mark(0);
        Entry kept = register(0);
        kept.settle();
        registerSettled(SEGMENT_SLOTS);
        tracker.mark(1);
        WeakReference<Object> behind = new WeakReference<>(tracker.lastMark());
        registerSettled(SEGMENT_SLOTS - 1);
        tracker.mark(2);
        registerSettled(1);
        await().until(() -> {
            System.gc();
            return behind.get() == null;
        });
        assertThat(kept.segment().isSettled(kept.slot())).isTrue();
    }

    private void registerSettled(int count) {
        for (int i = 0; i < count; i++) {
            register(tracker.lastOffset() + 1).settle();
        }
        assertThat(tracker.firstUnsettled()).isEqualTo(OffsetTracker.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {SEGMENT_SLOTS - 1, SEGMENT_SLOTS, SEGMENT_SLOTS + 1, 2 * SEGMENT_SLOTS, 2 * SEGMENT_SLOTS + 9})
    void segmentsThatAreLeftBehindTakeNoTimesWithThem(int settled) {
        long interval = 20_000_000;
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 2 * SEGMENT_SLOTS + 10; i++) {
            tracker.mark(i * interval);
            entries.add(register(i));
        }
        entries.subList(0, settled).forEach(Entry::settle);
        PartitionReading expected =
                new PartitionReading(settled, entries.size() - 1, entries.size() - settled, settled * interval);

        assertThat(tracker.reading()).isEqualTo(expected);
        assertThat(tracker.firstUnsettled()).isEqualTo(settled);
        assertThat(tracker.reading()).isEqualTo(expected);
    }

    @Test
    void aReadingTellsSinceWhenTheFirstUnsettledRecordIsThere() {
        assertThat(tracker.reading()).isEqualTo(tracker.reading()).satisfies(reading -> {
            assertThat(reading.hasUnsettled()).isFalse();
            assertThat(reading.lastOffset()).isEqualTo(OffsetTracker.NONE);
        });
        tracker.mark(1_000);
        Entry first = register(5);
        Entry second = register(6);
        tracker.mark(60_000_000_000L);
        Entry third = register(7);

        assertThat(tracker.reading()).isEqualTo(new PartitionReading(5, 7, 3, 1_000));
        second.settle();
        assertThat(tracker.reading()).isEqualTo(new PartitionReading(5, 7, 2, 1_000));
        first.settle();
        assertThat(tracker.reading()).isEqualTo(new PartitionReading(7, 7, 1, 60_000_000_000L));
        third.settle();
        assertThat(tracker.reading().hasUnsettled()).isFalse();
        assertThat(tracker.reading().lastOffset()).isEqualTo(7);
        tracker.mark(60_000_000_001L);
        register(8);
        assertThat(tracker.reading()).isEqualTo(new PartitionReading(8, 8, 1, 60_000_000_001L));
    }

    /** With one record that is never settled and one more each millisecond, for an hour. */
    @Test
    void agesAreKnownToAPartInAThousandBehindARecordThatIsStuck() {
        long millis = 1_000_000;
        tracker.mark(0);
        Entry stuck = register(0);
        List<Entry> entries = new ArrayList<>();
        for (int i = 1; i <= 3_600_000; i += 36) {
            tracker.mark(i * millis);
            entries.add(register(i));
        }
        stuck.settle();

        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (i % 1_000 == 0) {
                PartitionReading reading = tracker.reading();
                long age = (3_600_000 - entry.offset()) * millis;
                long told = 3_600_000 * millis - reading.unsettledSince();
                assertThat(reading.firstUnsettled()).isEqualTo(entry.offset());
                assertThat(told).isBetween(age, age + entry.offset() * millis / 1_000 + 36 * millis);
            }
            entry.settle();
            tracker.firstUnsettled();
        }
    }

    @Test
    void readingsOfOtherThreadsAreOfOneMomentWhileSegmentsAreLeftBehind() throws Exception {
        int count = 40 * SEGMENT_SLOTS;
        List<String> wrong = new CopyOnWriteArrayList<>();
        AtomicBoolean over = new AtomicBoolean();
        Thread reader = new Thread(() -> {
            long before = 0;
            while (!over.get()) {
                PartitionReading reading = tracker.reading();
                long frontier = reading.hasUnsettled() ? reading.firstUnsettled() : reading.lastOffset() + 1;
                if (frontier < before || reading.inFlight() > reading.lastOffset() - frontier + 1) {
                    wrong.add(before + " then " + reading);
                }
                before = frontier;
            }
        });
        reader.start();
        List<Entry> open = new ArrayList<>();
        Random random = new Random(20261129);
        for (int i = 0; i < count; i++) {
            if (i % 50 == 0) {
                tracker.mark(System.nanoTime());
                tracker.firstUnsettled();
            }
            open.add(register(i));
            if (random.nextInt(3) > 0 || open.size() > 3 * SEGMENT_SLOTS) {
                takeOne(open, random).settle();
            }
        }
        open.forEach(Entry::settle);
        assertThat(tracker.firstUnsettled()).isEqualTo(OffsetTracker.NONE);
        over.set(true);
        reader.join();

        assertThat(wrong).isEmpty();
        assertThat(tracker.reading().inFlight()).isZero();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

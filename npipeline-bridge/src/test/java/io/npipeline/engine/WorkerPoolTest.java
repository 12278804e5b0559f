package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerPoolTest {

    private static final Duration PATIENCE = EngineHarness.PATIENCE;

    private final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<WorkerPool> pools = new ArrayList<>();

    private WorkerPool pool(int maxThreads) {
        return pool(maxThreads, WorkerThreads.factory(ThreadKind.AUTO, "test-worker"));
    }

    private WorkerPool pool(int maxThreads, ThreadFactory factory) {
        WorkerPool pool = new WorkerPool(maxThreads, factory, new Tallies(), errors::add);
        pools.add(pool);
        return pool;
    }

    private static void addAll(WorkerPool pool, List<Runnable> units) {
        pool.addAll(units.stream().map(unit -> (WorkUnit) tally -> unit.run()).toList());
    }

    @AfterEach
    void stopPools() throws InterruptedException {
        release.countDown();
        for (WorkerPool pool : pools) {
            pool.stop();
            pool.awaitTermination(PATIENCE, PATIENCE);
        }
    }

    @Test
    void aParkedCallTakesThePlaceOfAThreadUntilItIsResumed() throws Exception {
        WorkerPool pool = pool(2);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        pool.add(pool::park);
        await().atMost(PATIENCE).until(() -> !pool.awaitQuiet(Duration.ofMillis(1)));
        addAll(pool, List.of(blockedUntilReleased(running, most), blockedUntilReleased(running, most)));
        await().atMost(PATIENCE).until(() -> running.get() == 1);
        assertThat(pool.awaitQuiet(Duration.ofMillis(20))).isFalse();
        assertThat(most).hasValue(1);
        pool.resume(tally -> {});
        await().atMost(PATIENCE).until(() -> running.get() == 2);
        release.countDown();
        assertThat(pool.awaitQuiet(PATIENCE)).isTrue();
    }

    private Runnable blockedUntilReleased(AtomicInteger running, AtomicInteger most) {
        return () -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            awaitRelease();
            running.decrementAndGet();
        };
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void oneBatchSpreadsToAsManyThreadsAsAllowedAndNoMore() throws Exception {
        WorkerPool pool = pool(64);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Runnable> units = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            units.add(blockedUntilReleased(running, most));
        }
        addAll(pool, units);
        await().until(() -> running.get() == 64);
        release.countDown();
        assertThat(pool.awaitQuiet(PATIENCE)).isTrue();
        assertThat(most).hasValue(64);
        assertThat(running).hasValue(0);
    }

    @Test
    void idleThreadsAreUsedAgain() throws Exception {
        AtomicInteger started = new AtomicInteger();
        ThreadFactory plain = WorkerThreads.factory(ThreadKind.AUTO, "test-worker");
        WorkerPool pool = pool(64, work -> {
            started.incrementAndGet();
            return plain.newThread(work);
        });
        for (int i = 0; i < 50; i++) {
            pool.add(() -> {});
            assertThat(pool.awaitQuiet(PATIENCE)).isTrue();
        }
        assertThat(started).hasValue(1);
    }

    /** Lets the pool learn that units are short. */
    private void runShortUnits(WorkerPool pool) throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            addAll(pool, Collections.nCopies(100, () -> {}));
            assertThat(pool.awaitQuiet(PATIENCE)).isTrue();
        }
    }

    @Test
    void aUnitBehindOneThatTakesLongUnexpectedlyIsRunByAnotherWorker() throws Exception {
        WorkerPool pool = pool(4);
        runShortUnits(pool);
        AtomicInteger ran = new AtomicInteger();
        addAll(pool, List.of(this::awaitRelease, ran::incrementAndGet, this::awaitRelease, ran::incrementAndGet));
        await().atMost(PATIENCE).until(() -> ran.get() == 2);
        pool.add(ran::incrementAndGet);
        await().atMost(PATIENCE).until(() -> ran.get() == 3);
        release.countDown();
        assertThat(pool.awaitQuiet(PATIENCE)).isTrue();
    }

    @Test
    void longCallsAfterShortOnesSpreadToAllThreadsInTime() throws Exception {
        WorkerPool pool = pool(16);
        runShortUnits(pool);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        addAll(pool, Collections.nCopies(100, blockedUntilReleased(running, most)));
        await().atMost(PATIENCE).until(() -> running.get() == 16);
        release.countDown();
        assertThat(pool.awaitQuiet(PATIENCE)).isTrue();
        assertThat(most).hasValue(16);
    }

    @Test
    void aUnitThatComesWhileAllAreIdleIsRunWhetherOrNotAWorkerWatches() throws Exception {
        WorkerPool pool = pool(2);
        runShortUnits(pool);
        AtomicInteger ran = new AtomicInteger();
        for (int i = 1; i <= 200; i++) {
            pool.add(ran::incrementAndGet);
            assertThat(pool.awaitQuiet(PATIENCE)).isTrue();
            assertThat(ran).hasValue(i);
        }
    }

    @Test
    void aWorkerInTheMiddleOfABatchStopsWithThePool() throws Exception {
        WorkerPool pool = pool(1);
        AtomicInteger ran = new AtomicInteger();
        CountDownLatch running = new CountDownLatch(1);
        addAll(
                pool,
                List.of(
                        () -> {
                            running.countDown();
                            awaitRelease();
                        },
                        ran::incrementAndGet));
        running.await();
        pool.stop();
        release.countDown();
        pool.awaitTermination(PATIENCE, PATIENCE);
        assertThat(ran).hasValue(0);
    }

    @Test
    void aWorkerInTheMiddleOfABatchRestsWhenItsCallParked() throws Exception {
        WorkerPool pool = pool(1);
        AtomicInteger ran = new AtomicInteger();
        CountDownLatch parked = new CountDownLatch(1);
        addAll(
                pool,
                List.of(
                        () -> {
                            pool.park();
                            parked.countDown();
                        },
                        ran::incrementAndGet));
        parked.await();
        assertThat(pool.awaitQuiet(Duration.ofMillis(20))).isFalse();
        assertThat(ran).hasValue(0);
        pool.resume(tally -> {});
        assertThat(pool.awaitQuiet(PATIENCE)).isTrue();
        assertThat(ran).hasValue(1);
    }

    @Test
    void noWakeUpIsLostWhenManyThreadsAddAndUnitsAddMore() throws Exception {
        WorkerPool pool = pool(3);
        AtomicInteger done = new AtomicInteger();
        Runnable leaf = done::incrementAndGet;
        List<Thread> adders = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            adders.add(new Thread(() -> {
                for (int n = 0; n < 10_000; n++) {
                    pool.add(() -> {
                        done.incrementAndGet();
                        pool.add(leaf);
                    });
                }
            }));
        }
        adders.forEach(Thread::start);
        for (Thread adder : adders) {
            adder.join();
        }
        assertThat(pool.awaitQuiet(PATIENCE)).isTrue();
        assertThat(done).hasValue(80_000);
    }

    @Test
    void itIsNotQuietWhileAUnitRunsOrIsReady() throws Exception {
        WorkerPool pool = pool(1);
        assertThat(pool.awaitQuiet(Duration.ZERO)).isTrue();
        pool.add(this::awaitRelease);
        pool.add(() -> {});
        assertThat(pool.awaitQuiet(Duration.ofMillis(1))).isFalse();
        release.countDown();
        assertThat(pool.awaitQuiet(PATIENCE)).isTrue();
    }

    @Test
    void aUnitThatThrowsIsReportedAndItsThreadGoesOn() throws Exception {
        WorkerPool pool = pool(1);
        AtomicBoolean ran = new AtomicBoolean();
        StackOverflowError error = new StackOverflowError();
        pool.add(() -> {
            throw error;
        });
        pool.add(() -> ran.set(true));
        assertThat(pool.awaitQuiet(PATIENCE)).isTrue();
        assertThat(errors).containsExactly(error);
        assertThat(ran).isTrue();
    }

    @Test
    void anInterruptLeftByOneUnitDoesNotReachTheNext() throws Exception {
        WorkerPool pool = pool(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        pool.add(() -> Thread.currentThread().interrupt());
        pool.add(() -> interrupted.set(Thread.currentThread().isInterrupted()));
        assertThat(pool.awaitQuiet(PATIENCE)).isTrue();
        assertThat(interrupted).isFalse();
    }

    @Test
    void aStoppedPoolRunsNothingMore() throws Exception {
        WorkerPool pool = pool(1);
        AtomicInteger ran = new AtomicInteger();
        CountDownLatch running = new CountDownLatch(1);
        pool.add(() -> {
            running.countDown();
            awaitRelease();
            ran.incrementAndGet();
        });
        pool.add(ran::incrementAndGet);
        running.await();
        pool.stop();
        pool.add(ran::incrementAndGet);
        release.countDown();
        pool.awaitTermination(PATIENCE, PATIENCE);
        assertThat(ran).hasValue(1);
    }

    @Test
    void threadsThatRunPastTheLimitAreInterrupted() throws Exception {
        WorkerPool pool = pool(1);
        CountDownLatch running = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        pool.add(() -> {
            running.countDown();
            awaitRelease();
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        running.await();
        pool.stop();
        pool.awaitTermination(Duration.ZERO, PATIENCE);
        assertThat(interrupted).isTrue();
    }

    @Test
    void whenNoFurtherThreadCanBeStartedThoseThatRunTakeTheWork() throws Exception {
        ThreadFactory plain = WorkerThreads.factory(ThreadKind.PLATFORM, "test-worker");
        OutOfMemoryError noMoreThreads = new OutOfMemoryError("unable to create native thread");
        AtomicInteger asked = new AtomicInteger();
        WorkerPool pool =
                pool(8, work -> asked.getAndIncrement() == 0 ? plain.newThread(work) : new Unstartable(noMoreThreads));
        AtomicInteger ran = new AtomicInteger();
        addAll(pool, List.of(ran::incrementAndGet, ran::incrementAndGet, ran::incrementAndGet));
        assertThat(pool.awaitQuiet(PATIENCE)).isTrue();
        assertThat(ran).hasValue(3);
        assertThat(errors).isEmpty();
    }

    @Test
    void whenNoThreadAtAllCanBeStartedThatIsReported() {
        OutOfMemoryError noMoreThreads = new OutOfMemoryError("unable to create native thread");
        WorkerPool pool = pool(8, work -> new Unstartable(noMoreThreads));
        pool.add(() -> {});
        assertThat(errors).containsExactly(noMoreThreads);
    }

    @Test
    void whatHasWaitedAlreadyGoesBeforeWhatIsReady() throws Exception {
        WorkerPool pool = pool(1);
        CountDownLatch running = new CountDownLatch(1);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        pool.add(() -> {
            running.countDown();
            awaitRelease();
        });
        running.await();
        pool.add(() -> order.add("lane"));
        pool.addFirst(() -> order.add("batch"));
        release.countDown();
        assertThat(pool.awaitQuiet(PATIENCE)).isTrue();
        assertThat(order).containsExactly("batch", "lane");
    }

    private static final class Unstartable extends Thread {
        private final OutOfMemoryError error;

        Unstartable(OutOfMemoryError error) {
            this.error = error;
        }

        @Override
        public synchronized void start() {
            throw error;
        }
    }
}

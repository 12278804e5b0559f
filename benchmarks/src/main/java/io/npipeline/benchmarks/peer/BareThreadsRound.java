package io.npipeline.benchmarks.peer;

import io.npipeline.benchmarks.worker.NumberedBytes;
import io.npipeline.benchmarks.worker.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * As many threads as records may be worked on at a time, each of which takes the next number, sleeps and counts it. They are
 * virtual where ours are: from JDK 24.
 *
 * <p>Used by the main thread.
 */
final class BareThreadsRound implements AutoCloseable {

    private final Tally tally;
    private final AtomicLong next = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();

    BareThreadsRound(PeerRound round) {
        tally = Tally.start(round.expected(), round.directory());
        for (int i = 0; i < round.concurrency(); i++) {
            threads.add(VirtualThreads.start(() -> work(round)));
        }
    }

    private void work(PeerRound round) {
        try {
            for (long number = next.getAndIncrement(); number < round.expected(); number = next.getAndIncrement()) {
                Thread.sleep(round.workMs());
                tally.add(number, NumberedBytes.SIZE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        tally.close();
    }
}

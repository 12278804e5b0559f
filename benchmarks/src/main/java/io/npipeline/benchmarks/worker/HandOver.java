package io.npipeline.benchmarks.worker;

import java.util.Collection;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Takes records, a poll at a time, on a thread of its own: the least that is to be done where user code does not run on the
 * task thread. Handed to by one thread.
 */
final class HandOver implements AutoCloseable {

    /** With polls of 500 records as many as a pipeline has in flight by default. */
    private static final int POLLS = 20;

    private final BlockingQueue<Collection<SinkRecord>> polls = new ArrayBlockingQueue<>(POLLS);
    private final Consumer<Collection<SinkRecord>> taker;
    private final Thread thread = new Thread(this::run, "hand-over");
    private volatile @Nullable Throwable failure;

    HandOver(Consumer<Collection<SinkRecord>> taker) {
        this.taker = taker;
        thread.setDaemon(true);
        thread.start();
    }

    void hand(Collection<SinkRecord> records) {
        if (failure != null) {
            throw new IllegalStateException("the taker failed", failure);
        }
        try {
            polls.put(records);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void run() {
        try {
            while (true) {
                taker.accept(polls.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

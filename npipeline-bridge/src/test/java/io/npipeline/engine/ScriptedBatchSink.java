package io.npipeline.engine;

import io.npipeline.message.KafkaMessage;
import io.npipeline.node.BatchSinkNode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A batch sink that keeps its batches, and fails or waits where the test says so, by a batch's first body. */
final class ScriptedBatchSink implements BatchSinkNode<String> {

    private final Outcomes outcomes = new Outcomes();
    private final List<List<String>> calls = new CopyOnWriteArrayList<>();
    private final List<List<String>> written = new CopyOnWriteArrayList<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicBoolean overlapped = new AtomicBoolean();

    /** The first batches that begin with this body fail, one for each error. */
    ScriptedBatchSink failing(String firstBody, Throwable... errors) {
        outcomes.fail(firstBody, errors);
        return this;
    }

    /** Batches that begin with this body wait for the gate. */
    Gate holding(String firstBody) {
        return outcomes.hold(firstBody);
    }

    @Override
    public void write(List<KafkaMessage<String>> batch) throws Exception {
        if (running.getAndIncrement() > 0) {
            overlapped.set(true);
        }
        try {
            List<String> bodies =
                    batch.stream().map(KafkaMessage::body).map(String::valueOf).toList();
            calls.add(bodies);
            outcomes.apply(bodies.get(0));
            written.add(bodies);
        } finally {
            running.decrementAndGet();
        }
    }

    /** The batches of all calls, in their order. */
    List<List<String>> calls() {
        return calls;
    }

    /** The batches of the calls that returned. */
    List<List<String>> written() {
        return written;
    }

    /** Whether two calls ever ran at a time. */
    boolean overlapped() {
        return overlapped.get();
    }
}

package io.npipeline.kafka.connect.sink;

import static org.awaitility.Awaitility.await;

import io.npipeline.message.KafkaMessage;
import io.npipeline.node.NodeContext;
import io.npipeline.node.SinkNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A sink that holds or fails the bodies a test names, and remembers what it wrote. Thread safe. */
final class ScriptedSink implements SinkNode<String> {

    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final Map<String, Exception> failing = new ConcurrentHashMap<>();
    private final List<KafkaMessage<String>> written = new CopyOnWriteArrayList<>();
    private final List<String> started = new CopyOnWriteArrayList<>();
    private final List<String> lifecycle = new CopyOnWriteArrayList<>();

    /** Writes of these bodies wait until they are {@link #letGo}. */
    ScriptedSink holding(String... bodies) {
        for (String body : bodies) {
            held.put(body, new CountDownLatch(1));
        }
        return this;
    }

    ScriptedSink failing(String body, Exception error) {
        failing.put(body, error);
        return this;
    }

    void letGo(String... bodies) {
        for (String body : bodies) {
            CountDownLatch latch = held.get(body);
            if (latch != null) {
                latch.countDown();
            }
        }
    }

    /** Lets a body go once the thread waits for something with a limit, as a draining task does. */
    void letGoOnceWaiting(Thread thread, String body) {
        Thread helper = new Thread(() -> {
            await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
            letGo(body);
        });
        helper.setDaemon(true);
        helper.start();
    }

    /** The bodies whose writing began. */
    List<String> started() {
        return started;
    }

    /** The bodies whose writing ended well, in that order. */
    List<String> written() {
        return written.stream().map(message -> String.valueOf(message.body())).toList();
    }

    List<KafkaMessage<String>> messages() {
        return written;
    }

    /** What else happened to the node, in order: opened, interrupted, closed. */
    List<String> lifecycle() {
        return lifecycle;
    }

    @Override
    public void open(NodeContext context) {
        lifecycle.add("opened");
    }

    @Override
    public void write(KafkaMessage<String> message) throws Exception {
        String body = String.valueOf(message.body());
        started.add(body);
        CountDownLatch latch = held.get(body);
        if (latch != null) {
            awaitLetGo(latch);
        }
        Exception error = failing.get(body);
        if (error != null) {
            throw error;
        }
        written.add(message);
    }

    private void awaitLetGo(CountDownLatch latch) throws InterruptedException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            lifecycle.add("interrupted");
            throw e;
        }
    }

    @Override
    public void close() {
        lifecycle.add("closed");
    }
}

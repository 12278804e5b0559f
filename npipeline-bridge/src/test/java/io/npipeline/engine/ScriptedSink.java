package io.npipeline.engine;

import io.npipeline.message.KafkaMessage;
import io.npipeline.node.SinkNode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A sink that keeps what it was called with, and fails or waits where the test says so. A tombstone is "null" to it. */
final class ScriptedSink implements SinkNode<String> {

    private final Outcomes outcomes = new Outcomes();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<String> written = new CopyOnWriteArrayList<>();

    /** The first calls with this body fail, one for each error. */
    ScriptedSink failing(String body, Throwable... errors) {
        outcomes.fail(body, errors);
        return this;
    }

    /** Calls with this body wait for the gate. */
    Gate holding(String body) {
        return outcomes.hold(body);
    }

    @Override
    public void write(KafkaMessage<String> message) throws Exception {
        String body = String.valueOf(message.body());
        calls.add(body);
        outcomes.apply(body);
        written.add(body);
    }

    /** The bodies of all calls, in their order. */
    List<String> calls() {
        return calls;
    }

    /** The bodies of the calls that returned, in the order of their return. */
    List<String> written() {
        return written;
    }
}

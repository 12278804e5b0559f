package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.message.KafkaMessage;
import io.npipeline.message.Rejection;
import io.npipeline.node.MessageTransformNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** A transform that hands messages on as they are, but holds or fails the bodies a test names. Thread safe. */
final class ScriptedStep implements MessageTransformNode<String, String> {

    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final Map<String, KafkaMessage<String>> seen = new ConcurrentHashMap<>();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    /** Messages of these bodies wait until they are {@link #letGo}. */
    ScriptedStep holding(String... bodies) {
        for (String body : bodies) {
            held.put(body, new CountDownLatch(1));
        }
        return this;
    }

    ScriptedStep failing(String... bodies) {
        failing.addAll(List.of(bodies));
        return this;
    }

    void letGo(String body) {
        CountDownLatch latch = held.get(body);
        if (latch != null) {
            latch.countDown();
        }
    }

    /** The bodies that came so far. */
    Set<String> seen() {
        return Set.copyOf(seen.keySet());
    }

    /** Acknowledges the message of this body as it came here. */
    void acknowledge(String body) {
        assertThat(Objects.requireNonNull(seen.get(body)).acknowledge()).isNotNull();
    }

    /** Rejects the message of this body as it came here. */
    void reject(String body, Rejection how) {
        assertThat(Objects.requireNonNull(seen.get(body)).reject(how)).isNotNull();
    }

    boolean areSettled(String... bodies) {
        for (String body : bodies) {
            KafkaMessage<String> message = seen.get(body);
            if (message == null || !message.isAcknowledged()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public KafkaMessage<String> transform(KafkaMessage<String> message) throws Exception {
        String body = String.valueOf(message.body());
        seen.put(body, message);
        CountDownLatch latch = held.get(body);
        if (latch != null) {
            latch.await();
        }
        if (failing.contains(body)) {
            throw new IllegalArgumentException("cannot take " + body);
        }
        return message;
    }
}

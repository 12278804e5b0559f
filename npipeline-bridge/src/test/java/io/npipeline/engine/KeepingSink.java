package io.npipeline.engine;

import io.npipeline.message.KafkaMessage;
import io.npipeline.node.BatchSinkNode;
import io.npipeline.node.SinkNode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A sink, of single messages or of batches, that keeps what it was given for the test to acknowledge. */
final class KeepingSink implements SinkNode<String>, BatchSinkNode<String> {

    private final List<KafkaMessage<String>> kept = new CopyOnWriteArrayList<>();

    @Override
    public void write(KafkaMessage<String> message) {
        kept.add(message);
    }

    @Override
    public void write(List<KafkaMessage<String>> batch) {
        kept.addAll(batch);
    }

    /** The bodies of what was given, in order, repetitions included. */
    List<String> bodies() {
        return kept.stream().map(message -> String.valueOf(message.body())).toList();
    }

    /** The message that was given last with this body, once so many were. */
    KafkaMessage<String> message(EngineHarness harness, String body, int times) {
        harness.until(() -> bodies().stream().filter(body::equals).count() >= times);
        return kept.stream()
                .filter(message -> body.equals(message.body()))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    KafkaMessage<String> message(EngineHarness harness, String body) {
        return message(harness, body, 1);
    }
}

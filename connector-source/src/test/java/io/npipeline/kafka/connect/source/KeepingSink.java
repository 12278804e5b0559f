package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.message.KafkaMessage;
import io.npipeline.message.Rejection;
import io.npipeline.node.SinkNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A sink beside the Kafka sink, which keeps what it was given for a test to acknowledge or reject. Thread safe. */
final class KeepingSink implements SinkNode<String> {

    private final List<KafkaMessage<String>> kept = new CopyOnWriteArrayList<>();

    @Override
    public void write(KafkaMessage<String> message) {
        kept.add(message);
    }

    /** The bodies of what was given, repetitions included. */
    List<String> bodies() {
        return kept.stream().map(message -> String.valueOf(message.body())).toList();
    }

    void acknowledge(String... bodies) {
        for (String body : bodies) {
            assertThat(last(body).acknowledge()).isNotNull();
        }
    }

    CompletableFuture<Void> reject(String body, Rejection how) {
        return last(body).reject(how).toCompletableFuture();
    }

    /** The message that was given last with this body. */
    KafkaMessage<String> last(String body) {
        return kept.stream()
                .filter(message -> body.equals(message.body()))
                .reduce((first, second) -> second)
                .orElseThrow();
    }
}

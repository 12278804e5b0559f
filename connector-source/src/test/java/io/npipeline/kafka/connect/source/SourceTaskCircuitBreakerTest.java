package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.failure.CircuitBreaker;
import io.npipeline.node.KafkaSinkNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A source task one of whose nodes is left alone. */
@Timeout(60)
class SourceTaskCircuitBreakerTest {

    private final ScriptedSource source = new ScriptedSource("a");
    private final List<String> calls = new CopyOnWriteArrayList<>();

    private SourceWorker leftAloneFor(Duration duration) {
        return SourceWorker.of(source, (pipeline, context) -> {
                    var check = pipeline.<String, String>addTransform("check", this::check)
                            .circuitBreaker(new CircuitBreaker(1, 1, duration));
                    pipeline.connect(pipeline.addSource("files", source), check);
                    pipeline.connect(check, pipeline.addSink("lines", KafkaSinkNode.of(String.class)));
                })
                .with("npipeline.retry.max", "0")
                .with("npipeline.continue.on.error", "true");
    }

    private String check(String body) {
        calls.add(body);
        if (body.equals("bad")) {
            throw new IllegalStateException("service is down");
        }
        return body;
    }

    @Test
    void nothingIsTakenInMeanwhile() {
        source.offer("a", "bad");
        try (SourceWorker worker = leftAloneFor(Duration.ofDays(1)).start()) {
            worker.pollUntil(() -> assertThat(calls).containsExactly("bad"));
            source.offer("a", "1").offer("a", "2").offer("a", "3");

            assertThat(worker.poll()).isNull();

            // One read may be under way, and another waits to be taken; the third is not asked for.
            assertThat(source.unread("a")).isPositive();
            assertThat(calls).containsExactly("bad");
        }
    }

    @Test
    void itGoesOnAfterwards() {
        source.offer("a", "bad").offer("a", "1").offer("a", "2");
        try (SourceWorker worker = leftAloneFor(Duration.ofMillis(50)).start()) {
            assertThat(worker.nextValues(2)).containsExactly("1", "2");
        }
    }
}

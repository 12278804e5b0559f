package io.npipeline.kafka.connect.sink;

import static io.npipeline.kafka.connect.sink.SinkWorker.P0;
import static io.npipeline.kafka.connect.sink.SinkWorker.records;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.failure.CircuitBreaker;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.pipeline.PipelineDefinition;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A sink task one of whose nodes is left alone. */
@Timeout(60)
class SinkTaskCircuitBreakerTest {

    private final ScriptedSink sink = new ScriptedSink().failing("0", new IllegalStateException("disk full"));

    private PipelineDefinition leftAloneFor(Duration duration) {
        return (pipeline, context) -> pipeline.connect(
                pipeline.addSource("orders", KafkaSourceNode.of(String.class)),
                pipeline.addSink("store", sink).circuitBreaker(new CircuitBreaker(1, 1, duration)));
    }

    private SinkWorker running(Duration openDuration) {
        return SinkWorker.running(leftAloneFor(openDuration), "npipeline.continue.on.error", "true")
                .assign(P0);
    }

    @Test
    void partitionsArePausedMeanwhileAndResumedAfterwards() {
        try (SinkWorker worker = running(Duration.ofMillis(1_500))) {
            worker.put(records(P0, 0));
            worker.idleUntil(() -> assertThat(worker.context().paused()).containsExactly(P0));
            worker.put(records(P0, 1, 2, 3, 4));
            worker.idleUntil(() -> assertThat(worker.context().paused()).isEmpty());
            worker.idleUntil(() -> assertThat(worker.commit()).containsEntry(P0, 5L));
            assertThat(sink.written()).containsExactlyInAnyOrder("1", "2", "3", "4");
        }
    }

    @Test
    void aRevocationAndAStopMeanwhileCommitWhatIsSettledAndNoMore() {
        SinkWorker worker = running(Duration.ofDays(1));
        worker.put(records(P0, 0));
        worker.idleUntil(() -> assertThat(worker.context().paused()).containsExactly(P0));
        worker.idleUntil(() -> assertThat(worker.commit()).containsEntry(P0, 1L));
        worker.put(records(P0, 1, 2));

        assertThat(worker.revoke(P0)).containsEntry(P0, 1L);
        worker.assign(P0);
        assertThat(worker.context().paused()).containsExactly(P0);
        worker.put(records(P0, 1, 2));
        assertThat(worker.stop()).containsEntry(P0, 1L);

        assertThat(sink.written()).isEmpty();
        assertThat(sink.lifecycle()).containsExactly("opened", "closed");
    }
}

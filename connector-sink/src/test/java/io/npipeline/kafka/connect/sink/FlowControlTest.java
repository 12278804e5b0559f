package io.npipeline.kafka.connect.sink;

import static io.npipeline.kafka.connect.sink.RegisteredPipeline.into;
import static io.npipeline.kafka.connect.sink.SinkWorker.P0;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.DeadLetterRoute;
import io.npipeline.engine.OffsetMap;
import io.npipeline.engine.Ownership;
import io.npipeline.engine.PipelineEngine;
import io.npipeline.metrics.NullKafkaMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When flow control and commit requests ask the worker to call back. */
class FlowControlTest {

    private final FakeSinkTaskContext context = new FakeSinkTaskContext();
    private final PipelineEngine engine = engine();

    private static PipelineEngine engine() {
        NPipelineSinkConnectorConfig config =
                new NPipelineSinkConnectorConfig(RegisteredPipeline.settings(into(new ScriptedSink())));
        return new PipelineEngine(config.validGraph(), config.engineSettings(NullKafkaMetrics.INSTANCE), new DeadLetterRoute.None(), () -> {});
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void aPausedTaskIsCalledBackAlsoWithNoRecordInFlight() {
        context.assign(List.of(P0));
        FlowControl flow = new FlowControl(context, engine, 10, 100);
        Ownership ownership = engine.own(P0);
        OffsetMapSettings maps = new OffsetMapSettings(true, 4096, Duration.ofSeconds(1));
        Map<TopicPartition, OwnedPartition> open =
                Map.of(P0, new OwnedPartition(P0, ownership, maps, OffsetMap.empty(0)));
        assertThat(flow.regulate(open, 0)).isEqualTo(StartedSinkTask.NO_LOOK_NEEDED);

        ownership.register(0, 100);

        assertThat(flow.regulate(open, 0)).isEqualTo(50);
        assertThat(context.paused()).containsExactly(P0);
        assertThat(flow.regulate(open, 0)).isEqualTo(50);
    }

    @Test
    void aRequestIsAnsweredByTheCommitBeforeTheNextPut() {
        CommitRequests commits = new CommitRequests(context, engine, Duration.ZERO);
        assertThat(commits.requestIfDue(1)).isEqualTo(StartedSinkTask.NO_LOOK_NEEDED);
        assertThat(context.isCommitRequested()).isTrue();

        assertThat(commits.takeRequested()).isTrue();
        assertThat(commits.takeRequested()).isFalse();
    }

    @Test
    void aRequestThatWasNotAnsweredBeforeTheNextPutIsForgotten() {
        CommitRequests commits = new CommitRequests(context, engine, Duration.ZERO);
        commits.requestIfDue(1);
        assertThat(context.isCommitRequested()).isTrue();

        commits.requestIfDue(0);

        assertThat(commits.takeRequested()).isFalse();
    }
}

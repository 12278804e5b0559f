package io.npipeline.kafka.connect.sink;

import static io.npipeline.kafka.connect.sink.SinkWorker.P0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.npipeline.engine.DeadLetterRoute;
import io.npipeline.engine.Ownership;
import io.npipeline.engine.PipelineEngine;
import io.npipeline.metrics.NullKafkaMetrics;
import io.npipeline.message.Acknowledgement;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.MessageHeaders;
import io.npipeline.message.Origin;
import io.npipeline.node.ClaimedPartition;
import io.npipeline.node.FencedException;
import io.npipeline.node.TransactionalSinkNode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Partitions that were claimed by somebody else, and how long the worker may leave them here. */
class FencedPartitionsTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicLong now = new AtomicLong();
    private final ScriptedClaims claims = new ScriptedClaims();
    private final NPipelineSinkConnectorConfig config =
            new NPipelineSinkConnectorConfig(RegisteredPipeline.settings(H2Store.into(claims)));
    private final PipelineEngine engine =
            new PipelineEngine(config.validGraph(), config.engineSettings(NullKafkaMetrics.INSTANCE), new DeadLetterRoute.None(), () -> {});
    private final OpenPartitions open = new OpenPartitions(new ClaimedEpochs(
            engine,
            new PartitionClaims("store", claims, Duration.ofSeconds(10)),
            new FakeSinkTaskContext(),
            config.offsetMaps()));
    private final FencedPartitions fenced = new FencedPartitions(open, now::get);

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void aPartitioneThatTheWorkerTakesAwayOrGivesAnewIsForgotten() {
        fence();
        assertThat(fenced.giveUp()).isEqualTo(1_000);
        assertThat(open.find(P0)).isNull();
        assertThat(engine.inFlightRecords()).isZero();

        fenced.forget(List.of(P0));

        now.addAndGet(LONG.toNanos());
        assertThat(fenced.giveUp()).isEqualTo(StartedSinkTask.NO_LOOK_NEEDED);
    }

    @Test
    void oneThatTheWorkerLeavesHereFailsTheTaskAfterAWhile() {
        fence();
        fenced.giveUp();
        now.addAndGet(FencedPartitions.LIMIT.toNanos());
        assertThat(fenced.giveUp()).isEqualTo(1_000);

        now.incrementAndGet();

        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(fenced::giveUp)
                .withMessage("The worker has given orders-0 to this task for 60 s since the store of its positions got"
                        + " another owner: somebody else came. Is there a connector of the same name in another Connect"
                        + " cluster?");
    }

    private void fence() {
        open.open(List.of(P0));
        Ownership ownership = Objects.requireNonNull(open.find(P0)).ownership();
        KafkaMessage<Object> message = KafkaMessage.received(
                "a",
                null,
                null,
                MessageHeaders.EMPTY,
                null,
                new Origin.Kafka("orders", 0, 0),
                Acknowledgement.DETACHED);
        ownership.submit(ownership.register(0, 1), message);
        engine.dispatch();
        await().until(() -> ownership.fence().isPresent());
    }

    /** Claims that are void from the beginning. */
    private static final class ScriptedClaims implements TransactionalSinkNode<String> {
        @Override
        public ClaimedPartition<String> claim(String topic, int partition, Duration limit) {
            return new ClaimedPartition<>() {
                @Override
                public OptionalLong position() {
                    return OptionalLong.empty();
                }

                @Override
                public void write(List<KafkaMessage<String>> messages, long position) throws FencedException {
                    throw new FencedException("somebody else came");
                }
            };
        }
    }
}

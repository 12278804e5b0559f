package io.npipeline.kafka.connect.sink;

import static io.npipeline.kafka.connect.sink.RegisteredPipeline.into;
import static io.npipeline.kafka.connect.sink.SinkWorker.P0;
import static io.npipeline.kafka.connect.sink.SinkWorker.eventually;
import static io.npipeline.kafka.connect.sink.SinkWorker.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.npipeline.engine.DeadLetterRoute;
import io.npipeline.message.KafkaMessage;
import io.npipeline.node.NodeContext;
import io.npipeline.node.SinkNode;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** A sink task whose given-up messages go to a dead-letter destination. */
class SinkTaskDeadLetterTest {

    private final FakeSinkTaskContext context = new FakeSinkTaskContext();
    private final ScriptedDeadLetters deadLetters = new ScriptedDeadLetters();
    private final ScriptedSink sink = new ScriptedSink().failing("1", new IllegalStateException("disk full"));

    @Test
    void aMessageIsCommittedOnceItsDeadLetterIsStored() {
        try (StartedSinkTask task = start(settings())) {
            put(task, 0, 1, 2);

            eventually(() -> assertThat(committed(task, 3)).isEqualTo(3));
            assertThat(deadLetters.stored()).singleElement().satisfies(letter -> {
                assertThat(letter.envelope().nodeId()).isEqualTo("store");
                assertThat(letter.envelope().offset()).isEqualTo(1);
            });
        }
    }

    @Test
    void anOutageOfTheDestinationPausesThePartitionsAndHoldsTheOffset() {
        deadLetters.down(true);
        try (StartedSinkTask task = start(settings())) {
            put(task, 0, 1, 2);

            eventually(() -> {
                put(task);
                assertThat(context.paused()).containsExactly(P0);
            });
            eventually(() -> assertThat(sink.written()).hasSize(2));
            eventually(() -> assertThat(committed(task, 3)).isEqualTo(1));

            deadLetters.down(false);
            eventually(() -> {
                put(task);
                assertThat(context.paused()).isEmpty();
            });
            eventually(() -> assertThat(committed(task, 3)).isEqualTo(3));
        }
    }

    @Test
    void anOutageLongerThanTheTimeoutFailsTheTask() {
        deadLetters.down(true);
        Map<String, String> settings = settings();
        settings.put("npipeline.dead.letter.timeout.ms", "1");
        try (StartedSinkTask task = start(settings)) {
            put(task, 1);

            eventually(
                    () -> assertThatThrownBy(() -> put(task))
                            .isInstanceOf(ConnectException.class)
                            .hasMessage(
                                    "Node \"store\" failed on topic orders, partition 0, offset 1 at attempt 1 and its dead "
                                            + "letter could not be stored within 1 ms: java.lang.IllegalStateException: no broker answers"));
            assertThat(committed(task, 2)).isEqualTo(1);
        }
    }

    @Test
    void theDestinationIsClosedWithTheTask() {
        StartedSinkTask task = start(settings());
        assertThat(deadLetters.isClosed()).isFalse();

        task.close();

        assertThat(deadLetters.isClosed()).isTrue();
    }

    @Test
    void theDestinationIsClosedWhenTheTaskCannotStart() {
        SinkNode<String> unopenable = new SinkNode<>() {
            @Override
            public void open(NodeContext nodeContext) {
                throw new IllegalStateException("no such database");
            }

            @Override
            public void write(KafkaMessage<String> message) {}
        };
        Map<String, String> settings = RegisteredPipeline.settings(into(unopenable));
        settings.putAll(deadLetterKeys());

        assertThatThrownBy(() -> start(settings)).isInstanceOf(ConnectException.class);

        assertThat(deadLetters.isClosed()).isTrue();
    }

    private StartedSinkTask start(Map<String, String> settings) {
        StartedSinkTask task = SinkTaskStart.start(
                new NPipelineSinkConnectorConfig(settings),
                context,
                config -> new DeadLetterRoute.ToSink(deadLetters),
                config -> partitions -> Map.of());
        context.assign(List.of(P0));
        task.open(List.of(P0));
        return task;
    }

    private Map<String, String> settings() {
        Map<String, String> settings = RegisteredPipeline.settings(into(sink));
        settings.putAll(deadLetterKeys());
        return settings;
    }

    private static Map<String, String> deadLetterKeys() {
        return Map.of(
                "npipeline.dead.letter.destination", "kafka",
                "npipeline.dead.letter.topic", "orders-dead",
                "npipeline.kafka.bootstrap.servers", "not.used:9092");
    }

    private static void put(StartedSinkTask task, long... offsets) {
        SinkRecord[] records = records(P0, offsets);
        task.put(List.of(records));
    }

    private static long committed(StartedSinkTask task, long consumed) {
        OffsetAndMetadata offset =
                task.preCommit(Map.of(P0, new OffsetAndMetadata(consumed))).get(P0);
        return offset == null ? -1 : offset.offset();
    }
}

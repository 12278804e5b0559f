package io.npipeline.kafka.connect.sink;

import static io.npipeline.kafka.connect.sink.RegisteredPipeline.into;
import static io.npipeline.kafka.connect.sink.SinkWorker.P0;
import static io.npipeline.kafka.connect.sink.SinkWorker.P1;
import static io.npipeline.kafka.connect.sink.SinkWorker.eventually;
import static io.npipeline.kafka.connect.sink.SinkWorker.record;
import static io.npipeline.kafka.connect.sink.SinkWorker.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.npipeline.node.KafkaSourceNode;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;

/** What a task does when a message is given up and there is no dead-letter destination. */
class SinkTaskFailureTest {

    private final ScriptedSink sink = new ScriptedSink();

    @Test
    void putFailsNamingNodeTopicPartitionAndOffset() {
        sink.failing("broken", new IllegalStateException("disk full"));
        try (SinkWorker worker = SinkWorker.running(into(sink)).assign(P1)) {
            worker.put(record(P1, 42, "broken"));

            eventually(() -> assertThatThrownBy(worker::put)
                    .isInstanceOf(ConnectException.class)
                    .hasMessage("Node \"store\" failed on topic orders, partition 1, offset 42 at attempt 1: "
                            + "java.lang.IllegalStateException: disk full"));
        }
    }

    @Test
    void noRecordOfAPutThatFailsIsAccepted() {
        sink.failing("broken", new IllegalStateException("disk full"));
        try (SinkWorker worker = SinkWorker.running(into(sink)).assign(P0)) {
            worker.put(record(P0, 0, "broken"));
            eventually(() -> assertThatThrownBy(worker::put).isInstanceOf(ConnectException.class));

            assertThatThrownBy(() -> worker.put(record(P0, 1, "new"))).isInstanceOf(ConnectException.class);

            worker.stop();
            assertThat(sink.started()).containsExactly("broken");
        }
    }

    @Test
    void theOffsetOfAFailedMessageIsNeverCommitted() {
        sink.failing("1", new IllegalStateException("disk full"));
        SinkWorker worker = SinkWorker.running(into(sink)).assign(P0);
        worker.put(records(P0, 0));
        eventually(() -> assertThat(worker.commit()).containsEntry(P0, 1L));
        worker.put(records(P0, 1));
        eventually(() -> assertThatThrownBy(worker::put).isInstanceOf(ConnectException.class));

        assertThat(worker.commit()).containsEntry(P0, 1L);
        assertThat(worker.stop()).containsEntry(P0, 1L);
    }

    @Test
    void everyLaterPutFailsToo() {
        sink.failing("0", new IllegalStateException("disk full"));
        try (SinkWorker worker = SinkWorker.running(into(sink)).assign(P0)) {
            worker.put(records(P0, 0));
            eventually(() -> assertThatThrownBy(worker::put).isInstanceOf(ConnectException.class));

            assertThatThrownBy(worker::put).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void aRetriableErrorOfANodeDoesNotReachTheWorkerAsOne() {
        sink.failing("0", new RetriableException("busy"));
        try (SinkWorker worker = SinkWorker.running(into(sink)).assign(P0)) {
            worker.put(records(P0, 0));

            eventually(() -> assertThat(catchThrowable(worker::put))
                    .isInstanceOf(ConnectException.class)
                    .isNotInstanceOf(RetriableException.class));
        }
    }

    @Test
    void aBodyThatDoesNotFitItsTypeFailsLikeACallOfTheNodeThatReadsIt() {
        record Order(int amount) {}
        List<Order> orders = new CopyOnWriteArrayList<>();
        SinkWorker worker = SinkWorker.running((pipeline, context) -> pipeline.connect(
                        pipeline.addSource("orders", KafkaSourceNode.of(Order.class)),
                        pipeline.addSink("store", message -> orders.add(Objects.requireNonNull(message.body())))))
                .assign(P0);
        try (worker) {
            worker.put(record(P0, 0, "{\"amount\":5}"));
            eventually(() -> assertThat(orders).containsExactly(new Order(5)));

            worker.put(record(P0, 1, "{\"amount\":\"many\"}"));

            eventually(() -> assertThatThrownBy(worker::put)
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("Node \"store\" failed on topic orders, partition 0, offset 1 at attempt 1")
                    .hasMessageContaining("Order.amount"));
            assertThat(orders).containsExactly(new Order(5));
        }
    }
}

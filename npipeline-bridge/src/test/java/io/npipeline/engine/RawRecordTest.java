package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.binding.BodyForm;
import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.MessageHeader;
import io.npipeline.message.MessageHeaders;
import io.npipeline.message.Origin;
import io.npipeline.message.RawRecord;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records whose bytes are known. */
class RawRecordTest {

    private static final DeadLetterRoute DEAD = new DeadLetterRoute.AsOutput(
            "dead", BodyForm.JSON_STRING, DeadLetterRoute.KeyForm.ANY, HeaderForm.ANY, 1 << 20);

    private final ScriptedSink sink = new ScriptedSink();
    private long nextOffset;

    private Delivery submit(Partition partition, @Nullable Object key, byte @Nullable [] rawKey, String body) {
        Origin origin = new Origin.Kafka(EngineHarness.TOPIC, 0, nextOffset);
        Delivery delivery = partition.ownership.register(nextOffset++, 10);
        partition.ownership.submit(
                delivery,
                KafkaMessage.received(body, key, null, MessageHeaders.EMPTY, null, origin, delivery),
                new RawRecord(rawKey, new byte[] {9}));
        return delivery;
    }

    @Test
    void messagesOfEqualKeyBytesWaitForEachOtherWhateverTheirKeys() throws InterruptedException {
        Gate gate = sink.holding("first");
        try (EngineHarness harness = EngineHarness.into(sink).start()) {
            Partition partition = harness.own(0);
            submit(partition, "converted", new byte[] {1}, "first");
            submit(partition, new byte[] {1}, new byte[] {1}, "second");
            submit(partition, "converted", new byte[] {2}, "of another key");
            harness.engine.dispatch();
            gate.awaitCall();
            harness.until(() -> harness.engine.settledRecords() == 1);
            assertThat(sink.written()).containsExactly("of another key");

            gate.open();
            harness.untilSettled();
            assertThat(sink.written()).containsExactly("of another key", "first", "second");
        }
    }

    @Test
    void messagesWithoutKeyBytesDoNotWait() throws InterruptedException {
        Gate gate = sink.holding("first");
        try (EngineHarness harness = EngineHarness.into(sink).start()) {
            Partition partition = harness.own(0);
            submit(partition, "made up", null, "first");
            submit(partition, "made up", null, "second");
            harness.engine.dispatch();
            gate.awaitCall();
            harness.until(() -> harness.engine.settledRecords() == 1);
            gate.open();
            harness.untilSettled();
            assertThat(sink.written()).containsExactly("second", "first");
        }
    }

    @Test
    void aDeadLetterHoldsTheBytes() {
        sink.failing("bad", new IllegalStateException("injected"));
        try (EngineHarness harness = EngineHarness.into(sink)
                .policy(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER))
                .deadLetters(DEAD)
                .start()) {
            Delivery delivery = submit(harness.own(0), "key", new byte[] {1}, "bad");
            harness.engine.dispatch();
            harness.untilSettled();
            MessageHeaders headers = delivery.outputs().get(0).headers();
            for (String name : List.of("x-original-key", "x-original-value")) {
                assertThat(headers.last(name).map(MessageHeader::schema)).hasValue(Schema.OPTIONAL_BYTES_SCHEMA);
            }
            assertThat(headers.last("x-original-key").map(MessageHeader::value)).hasValue(new byte[] {1});
            assertThat(headers.last("x-original-value").map(MessageHeader::value))
                    .hasValue(new byte[] {9});
        }
    }
}

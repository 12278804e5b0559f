package io.npipeline.engine;

import static io.npipeline.engine.EngineHarness.retrying;

import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.message.KafkaMessage;
import io.npipeline.node.SinkNode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages of one key run one after the other, in their order, retries included; many threads, injected failures. */
class KeyOrderTest {

    private static final int PER_KEY = 60;

    /** Which of one key's messages this is. Two domains are equal when their messages are to wait for each other. */
    private record Step(Object domain, int number) {}

    /** Logs every call and fails some of them the first time. */
    private static final class FlakySink implements SinkNode<String> {

        private final EffectsLog log = new EffectsLog();
        private final Map<String, Step> steps = new ConcurrentHashMap<>();
        private final Map<String, Integer> failuresLeft = new ConcurrentHashMap<>();

        /** Says what a body stands for; returns the body. */
        String expect(Step step, int failures) {
            String body = step.toString();
            steps.put(body, step);
            failuresLeft.put(body, failures);
            return body;
        }

        @Override
        @SuppressWarnings("ThreadPriorityCheck") // yields to widen the window for an overlap
        public void write(KafkaMessage<String> message) throws Exception {
            String body = message.body();
            Step step = Objects.requireNonNull(steps.get(body));
            log.record(step.domain(), step.number(), () -> {
                Thread.yield();
                if (failuresLeft.merge(body, -1, Integer::sum) >= 0) {
                    throw new IllegalStateException("injected");
                }
            });
        }
    }

    static Stream<Arguments> keys() {
        Schema schema = SchemaBuilder.struct().field("id", Schema.BYTES_SCHEMA).build();
        // Equal keys are new objects each time, as converters make them.
        IntFunction<Object> text = i -> "key-" + i;
        IntFunction<Object> number = i -> Integer.valueOf(1_000 + i);
        IntFunction<Object> bytes = i -> new byte[] {1, (byte) i};
        IntFunction<Object> buffer = i -> ByteBuffer.wrap(new byte[] {1, (byte) i});
        IntFunction<Object> struct = i -> new Struct(schema).put("id", new byte[] {(byte) i});
        IntFunction<Object> colliding = Colliding::new;
        return Stream.of(
                Arguments.of("String", text),
                Arguments.of("Integer", number),
                Arguments.of("byte[]", bytes),
                Arguments.of("ByteBuffer", buffer),
                Arguments.of("Struct", struct),
                Arguments.of("equal hash codes", colliding));
    }

    private record Colliding(int id) {
        @Override
        public int hashCode() {
            return 7;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keys")
    void holdsUnderRetriesForKeysOf(String name, IntFunction<Object> keyOf) {
        runAndCheck(name.hashCode(), 1, 20, keyOf);
    }

    @Test
    void theSameKeyInTwoPartitionsIsTwoDomains() {
        runAndCheck(99, 2, 20, i -> "key-" + i);
    }

    @Test
    void holdsWhileTheLaneTableIsSweptBetweenBatches() {
        runAndCheck(7, 1, 2_000, i -> "key-" + i);
    }

    private static void runAndCheck(long seed, int partitions, int keys, IntFunction<Object> keyOf) {
        Random random = new Random(seed);
        FlakySink sink = new FlakySink();
        try (EngineHarness harness = EngineHarness.into(sink)
                .parallelism(8)
                .policy(retrying(3, NodeErrorDecision.FAIL))
                .start()) {
            List<Partition> owned = new ArrayList<>();
            for (int i = 0; i < partitions; i++) {
                owned.add(harness.own(i));
            }
            for (int number = 0; number < PER_KEY; number++) {
                for (int key = 0; key < keys; key++) {
                    for (int partition = 0; partition < partitions; partition++) {
                        int failures = random.nextInt(keys * 5) == 0 || random.nextInt(20) == 0 ? random.nextInt(4) : 0;
                        Step step = new Step("p" + partition + "-k" + key, number);
                        owned.get(partition).submit(keyOf.apply(key), sink.expect(step, failures));
                        if (random.nextInt(40) == 0) {
                            harness.engine.dispatch();
                        }
                    }
                }
            }
            harness.engine.dispatch();
            harness.untilSettled();
            sink.log.assertOrderedWithoutOverlap();
            sink.log.assertEachSucceededOnce(partitions * keys, PER_KEY);
        }
    }
}

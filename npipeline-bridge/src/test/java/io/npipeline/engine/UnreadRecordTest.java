package io.npipeline.engine;

import static io.npipeline.engine.EngineHarness.retrying;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.binding.BindingException;
import io.npipeline.deadletter.DeadLetter;
import io.npipeline.deadletter.DeadLetterSink;
import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.Origin;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.TransformHandle;
import io.npipeline.records.SinkRecordReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records of the worker's, of which a message is made when a node needs one. */
class UnreadRecordTest {

    /** A body that must be bound. */
    record Order(String id) {}

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final ScriptedSink sink = new ScriptedSink();
    private final HeldDeadLetters letters = new HeldDeadLetters();
    private final Outcomes outcomes = new Outcomes();

    private <T> TransformHandle<T, String> step(PipelineBuilder pipeline, String name, Function<T, String> function) {
        return pipeline.addTransform(name, (T body) -> {
            String result = function.apply(body);
            calls.add(name + " " + result);
            outcomes.apply(name);
            return result;
        });
    }

    /** Two transforms and a filter that refuses what is empty, in front of the sink. */
    private EngineHarness.Setup chain() {
        return EngineHarness.of((pipeline, context) -> {
            var source = pipeline.addSource("source", KafkaSourceNode.of(String.class));
            var first = this.<String>step(pipeline, "first", body -> body + "1");
            var filled = pipeline.<String>addFilter("filled", body -> !body.startsWith("empty"));
            var second = this.<String>step(pipeline, "second", body -> body + "2");
            pipeline.connect(source, first);
            pipeline.connect(first, filled);
            pipeline.connect(filled, second);
            pipeline.connect(second, pipeline.addSink("sink", sink));
        });
    }

    private static Delivery put(EngineHarness harness, int partition, Object key, @Nullable Object body) {
        Delivery delivery = harness.own(partition).submitRecord(key, body);
        harness.engine.dispatch();
        return delivery;
    }

    @Test
    void itsBodyGoesThroughTheChainAndTheMessageKeepsItsKeyAndItsOrigin() {
        List<KafkaMessage<String>> seen = new CopyOnWriteArrayList<>();
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var first = this.<String>step(pipeline, "first", body -> body + "1");
                    pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), first);
                    pipeline.connect(first, pipeline.addSink("sink", seen::add));
                })
                .start()) {
            Delivery delivery = put(harness, 3, "k", "a");
            harness.untilSettled();
            assertThat(delivery.isSettled()).isTrue();
            assertThat(seen).hasSize(1);
            assertThat(seen.get(0).body()).isEqualTo("a1");
            assertThat(seen.get(0).key()).isEqualTo("k");
            assertThat(seen.get(0).origin()).isEqualTo(new Origin.Kafka(EngineHarness.TOPIC, 3, 0));
        }
    }

    @Test
    void aTombstonePassesWithoutACall() {
        try (EngineHarness harness = chain().start()) {
            put(harness, 0, "k", null);
            harness.untilSettled();
            assertThat(calls).isEmpty();
            assertThat(sink.written()).containsExactly("null");
        }
    }

    @Test
    void whatAFilterRefusesIsSettledWithoutAMessage() {
        try (EngineHarness harness = chain().start()) {
            Delivery delivery = put(harness, 0, "k", "empty");
            harness.untilSettled();
            assertThat(delivery.isSettled()).isTrue();
            assertThat(calls).containsExactly("first empty1");
            assertThat(sink.calls()).isEmpty();
        }
    }

    @Test
    void aNodeThatFailedIsCalledAgainWithWhatItGotAndThoseBeforeItAreNot() {
        outcomes.fail("second", new IllegalStateException("injected"), new IllegalStateException("injected"));
        try (EngineHarness harness =
                chain().policy(retrying(3, NodeErrorDecision.FAIL)).start()) {
            put(harness, 0, "k", "a");
            harness.untilSettled();
            assertThat(calls).containsExactly("first a1", "second a12", "second a12", "second a12");
            assertThat(sink.written()).containsExactly("a12");
        }
    }

    @Test
    void theDeadLetterTellsWhichNodeFailedAndWhatItGot() throws Exception {
        outcomes.fail("second", new IllegalStateException("injected"));
        try (EngineHarness harness = chain().policy(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER))
                .deadLetters(letters.route())
                .start()) {
            put(harness, 0, "k", "a");
            HeldDeadLetters.Attempt attempt = letters.next();
            DeadLetter letter = attempt.letter();
            assertThat(letter.envelope().nodeId()).isEqualTo("second");
            assertThat(letter.envelope().originalItem()).isEqualTo("a1");
            assertThat(letter.key()).isEqualTo("k");
            attempt.complete();
            harness.untilSettled();
        }
    }

    @Test
    void withSeveralOutputsOfATransformEachGetsWhatItReturned() {
        ScriptedSink other = new ScriptedSink();
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var first = this.<String>step(pipeline, "first", body -> body + "1");
                    pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), first);
                    pipeline.connect(first, pipeline.addSink("sink", sink));
                    pipeline.connect(first, pipeline.addSink("other", other));
                })
                .start()) {
            put(harness, 0, "k", "a");
            harness.untilSettled();
            assertThat(calls).containsExactly("first a1");
            assertThat(sink.written()).containsExactly("a1");
            assertThat(other.written()).containsExactly("a1");
        }
    }

    @Test
    void aBodyThatCannotBeBoundIsTheFailureOfTheFirstNode() throws Exception {
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var first = this.<Order>step(pipeline, "first", Order::id);
                    pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(Order.class)), first);
                    pipeline.connect(first, pipeline.addSink("sink", sink));
                })
                .reader(new SinkRecordReader(Order.class))
                .policy(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER))
                .deadLetters(letters.route())
                .start()) {
            Partition partition = harness.own(0);
            partition.submitRecord("k", Map.of("other", 1));
            harness.engine.dispatch();
            HeldDeadLetters.Attempt attempt = letters.next();
            assertThat(attempt.letter().envelope().nodeId()).isEqualTo("first");
            assertThat(attempt.letter().envelope().exceptionType()).isEqualTo(BindingException.class.getName());
            attempt.complete();
            harness.untilSettled();
            assertThat(calls).isEmpty();
        }
    }

    @Test
    void anInterruptThatACallLeftDoesNotReachTheDeadLetterSink() throws Exception {
        AtomicBoolean interrupted = new AtomicBoolean();
        DeadLetterSink letterSink = letter -> {
            interrupted.set(Thread.currentThread().isInterrupted());
            return CompletableFuture.completedFuture(null);
        };
        for (Ordering ordering : Ordering.values()) {
            try (EngineHarness harness = EngineHarness.into((KafkaMessage<String> message) -> {
                        Thread.currentThread().interrupt();
                        throw new IllegalStateException("injected");
                    })
                    .ordering(ordering)
                    .policy(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER))
                    .deadLetters(new DeadLetterRoute.ToSink(letterSink))
                    .start()) {
                put(harness, 0, "k", "a");
                harness.untilSettled();
                assertThat(interrupted).as(ordering.name()).isFalse();
            }
        }
    }

    @Test
    void recordsOfAPartitionThatIsGivenUpBeforeTheyRunAreDropped() throws Exception {
        Gate gate = sink.holding("a12");
        try (EngineHarness harness = chain().parallelism(1).start()) {
            Partition partition = harness.own(0);
            partition.submitRecord("k", "a");
            harness.engine.dispatch();
            gate.awaitCall();
            partition.submitRecord("k", "b");
            harness.engine.dispatch();
            partition.release();
            gate.open();
            harness.untilSettled();
            assertThat(calls).containsExactly("first a1", "second a12");
        }
    }
}

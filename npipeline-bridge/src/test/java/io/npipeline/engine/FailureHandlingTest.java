package io.npipeline.engine;

import static io.npipeline.engine.EngineHarness.retrying;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.failure.RetryStrategy;
import io.npipeline.message.KafkaMessage;
import io.npipeline.node.KafkaSourceNode;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the engine makes of a failure. */
class FailureHandlingTest {

    private final ScriptedSink sink = new ScriptedSink();
    private final HeldDeadLetters letters = new HeldDeadLetters();

    private static IllegalStateException injected() {
        return new IllegalStateException("injected");
    }

    @Test
    void aSkippedMessageIsSettledAndTheNextOfItsKeyRuns() {
        sink.failing("a", injected());
        try (EngineHarness harness = EngineHarness.into(sink)
                .policy(FailurePolicy.always(NodeErrorDecision.SKIP))
                .start()) {
            harness.own(0).putAllUnder("k", "a", "b");
            harness.untilSettled();
            assertThat(sink.calls()).containsExactly("a", "b");
        }
    }

    @Test
    void aFailureOfTheTaskNamesNodeRecordAndErrorAndLeavesTheMessageUnsettled() {
        IllegalStateException error = injected();
        sink.failing("a", injected(), error);
        try (EngineHarness harness = EngineHarness.into(sink)
                .policy(retrying(1, NodeErrorDecision.FAIL))
                .start()) {
            Delivery delivery = harness.own(2).put("k", "a");
            ConnectException failure = harness.untilFailed();
            assertThat(failure)
                    .hasMessage("Node \"sink\" failed on topic orders, partition 2, offset 0 at attempt 2: "
                            + "java.lang.IllegalStateException: injected")
                    .hasRootCause(error);
            assertThat(delivery.isSettled()).isFalse();
        }
    }

    @Test
    void theFirstFailureIsKeptAndLaterOnesAreSuppressed() throws Exception {
        Gate a = sink.holding("a");
        Gate b = sink.holding("b");
        sink.failing("a", new IllegalStateException("first")).failing("b", new IllegalStateException("second"));
        try (EngineHarness harness = EngineHarness.into(sink).start()) {
            harness.own(0).putAll("a", "b");
            a.awaitCall();
            b.awaitCall();
            a.open();
            assertThat(harness.untilFailed()).hasMessageContaining("first");
            b.open();
            harness.until(() -> suppressed(harness) == 1);
            assertThat(harness.untilFailed()).hasMessageContaining("first");
        }
    }

    private static int suppressed(EngineHarness harness) {
        ConnectException failure = harness.failure();
        return failure == null || failure.getCause() == null
                ? 0
                : failure.getCause().getSuppressed().length;
    }

    @Test
    void aNodesOwnPolicyIsTakenBeforeTheDefaultWhoseLastStepCompletesIt() {
        sink.failing("a", injected(), injected());
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> pipeline.connect(
                        pipeline.addSource("source", KafkaSourceNode.of(String.class)),
                        pipeline.addSink("sink", sink).onFailure(FailurePolicy.retry(once()))))
                .policy(FailurePolicy.always(NodeErrorDecision.SKIP))
                .start()) {
            harness.own(0).put("k", "a");
            harness.untilSettled();
            assertThat(sink.calls()).containsExactly("a", "a");
        }
    }

    static Stream<Arguments> nodesThatReturnNull() {
        EngineHarness.Setup transform = EngineHarness.of((pipeline, context) -> {
            var node = pipeline.<String, String>addTransform("node", body -> nothing(body));
            pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), node);
            pipeline.connect(node, pipeline.addSink("sink", (KafkaMessage<String> message) -> {}));
        });
        EngineHarness.Setup flat = EngineHarness.of((pipeline, context) -> {
            var node = pipeline.addFlatTransform("node", (String body) -> new NullIn());
            pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), node);
            pipeline.connect(node, pipeline.addSink("sink", (KafkaMessage<Object> message) -> {}));
        });
        EngineHarness.Setup message = EngineHarness.of((pipeline, context) -> {
            var node = pipeline.<String, String>addMessageTransform("node", whole -> nothing(whole));
            pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), node);
            pipeline.connect(node, pipeline.addSink("sink", (KafkaMessage<String> whole) -> {}));
        });
        return Stream.of(
                Arguments.of("transform", transform),
                Arguments.of("result of a flat transform", flat),
                Arguments.of("message transform", message));
    }

    /** Breaks the contract the way code without null checks does. */
    @SuppressWarnings({"TypeParameterUnusedInFormals", "NullAway"})
    private static <I, O> O nothing(I input) {
        return null;
    }

    private static final class NullIn implements Iterable<Object> {
        @Override
        public Iterator<Object> iterator() {
            return Collections.singletonList(nothing("")).iterator();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nodesThatReturnNull")
    void anAbsentResultIsAFailureThatNamesTheNode(String name, EngineHarness.Setup setup) {
        try (EngineHarness harness = setup.start()) {
            harness.own(0).put("k", "a");
            assertThat(harness.untilFailed())
                    .hasMessageContaining("Node \"node\" returned null; a node that drops messages is a filter");
        }
    }

    static Stream<Throwable> errorsThatEndTheTask() {
        return Stream.of(
                new InterruptedException(),
                new InterruptException("injected"),
                new CancellationException(),
                new InterruptedIOException(),
                new ClosedByInterruptException(),
                new StackOverflowError(),
                new NoClassDefFoundError("gone"),
                new OutOfMemoryError(),
                new CompletionException(new InterruptedException()),
                new IllegalStateException(new RuntimeException(new NoClassDefFoundError("gone"))));
    }

    @ParameterizedTest
    @MethodSource("errorsThatEndTheTask")
    void errorsOfTheTaskOrTheJvmNeverReachThePolicy(Throwable error) {
        sink.failing("a", error);
        try (EngineHarness harness = EngineHarness.into(sink)
                .policy(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER).on(Throwable.class, NodeErrorDecision.SKIP))
                .deadLetters(letters.route())
                .start()) {
            Delivery delivery = harness.own(0).put("k", "a");
            assertThat(harness.untilFailed())
                    .hasStackTraceContaining(error.getClass().getName());
            assertThat(delivery.isSettled()).isFalse();
            assertThat(letters.handled()).isEmpty();
        }
    }

    @Test
    void aTimeoutOfASocketIsAFailureLikeAnyOther() {
        sink.failing("a", new SocketTimeoutException());
        try (EngineHarness harness = EngineHarness.into(sink)
                .policy(FailurePolicy.always(NodeErrorDecision.SKIP))
                .start()) {
            harness.own(0).put("k", "a");
            harness.untilSettled();
        }
    }

    private static RetryStrategy once() {
        return strategy(attempt -> Duration.ZERO);
    }

    private static RetryStrategy strategy(IntFunction<Duration> delay) {
        return new RetryStrategy() {
            @Override
            public boolean shouldRetry(Throwable error, int attempt) {
                return attempt == 0;
            }

            @Override
            public Duration delay(int attempt) {
                return delay.apply(attempt);
            }
        };
    }

    static Stream<Arguments> brokenStrategies() {
        RetryStrategy rethrows = new RetryStrategy() {
            @Override
            public boolean shouldRetry(Throwable error, int attempt) {
                throw (RuntimeException) error;
            }

            @Override
            public Duration delay(int attempt) {
                return Duration.ZERO;
            }
        };
        return Stream.of(
                Arguments.of("throws its own error", strategy(attempt -> {
                    throw new UnsupportedOperationException("no delay");
                })),
                Arguments.of("throws the error it was asked about", rethrows),
                Arguments.of("returns no delay", strategy(FailureHandlingTest::nothing)),
                Arguments.of("returns a delay no clock can count", strategy(a -> Duration.ofSeconds(Long.MAX_VALUE))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenStrategies")
    void aPolicyThatBreaksFailsTheTaskAndNamesTheNode(String name, RetryStrategy strategy) {
        sink.failing("a", injected());
        try (EngineHarness harness = EngineHarness.into(sink)
                .policy(FailurePolicy.retry(strategy).then(NodeErrorDecision.DEAD_LETTER))
                .deadLetters(letters.route())
                .start()) {
            Delivery delivery = harness.own(0).put("k", "a");
            assertThat(harness.untilFailed())
                    .hasMessageStartingWith(
                            "The failure policy of node \"sink\" failed on topic orders, partition 0, offset 0: ")
                    .hasStackTraceContaining("injected");
            assertThat(delivery.isSettled()).isFalse();
            assertThat(letters.handled()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void afterAFailureNoFurtherMessageStarts(int parallelism) throws Exception {
        Gate running = sink.holding("running");
        sink.failing("running", injected());
        try (EngineHarness harness =
                EngineHarness.into(sink).parallelism(parallelism).start()) {
            harness.own(0).putAllUnder("k", "running", "later");
            running.awaitCall();
            running.open();
            harness.untilFailed();
            harness.own(0).put("other", "new");
            assertThat(harness.engine.drain(List.of(), Duration.ZERO)).isTrue();
            harness.engine.close(EngineHarness.PATIENCE);
            assertThat(sink.calls()).containsExactly("running");
        }
    }
}

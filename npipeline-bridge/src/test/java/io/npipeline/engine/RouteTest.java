package io.npipeline.engine;

import static io.npipeline.engine.EngineHarness.retrying;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.pipeline.NoRouteException;
import io.npipeline.pipeline.PipelineDefinition;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Which of several routes a message takes. */
class RouteTest {

    private static final KafkaSourceNode<String> SOURCE = KafkaSourceNode.of(String.class);

    private final ScriptedSink left = new ScriptedSink();
    private final ScriptedSink right = new ScriptedSink();
    private final ScriptedSink rest = new ScriptedSink();
    private final HeldDeadLetters letters = new HeldDeadLetters();
    private final AtomicInteger settled = new AtomicInteger();

    private EngineHarness start(PipelineDefinition definition) {
        return EngineHarness.of(definition).onSettled(settled::incrementAndGet).start();
    }

    /** From the source: "a…" to the left, what has two letters to the right; what becomes of others is the test's. */
    private EngineHarness.Setup twoRoutes() {
        return EngineHarness.of((pipeline, context) -> {
            var source = pipeline.addSource("source", SOURCE);
            pipeline.connectWhen(source, (String body) -> body.startsWith("a"), pipeline.addSink("left", left));
            pipeline.connectWhen(source, (String body) -> body.length() == 2, pipeline.addSink("right", right));
        });
    }

    private EngineHarness withOtherwise() {
        return start((pipeline, context) -> {
            var source = pipeline.addSource("source", SOURCE);
            pipeline.connectWhen(source, (String body) -> body.startsWith("a"), pipeline.addSink("left", left));
            pipeline.connectOtherwise(source, pipeline.addSink("rest", rest));
            pipeline.connectWhen(source, (String body) -> body.length() == 2, pipeline.addSink("right", right));
        });
    }

    @Test
    void theFirstThatMatchesTakesTheMessageAndOtherwiseWhatIsLeft() {
        try (EngineHarness harness = withOtherwise()) {
            harness.own(0).putAllUnder("k", "a", "bb", "aa", "ccc");
            harness.untilSettled();
            assertThat(left.written()).containsExactly("a", "aa");
            assertThat(right.written()).containsExactly("bb");
            assertThat(rest.written()).containsExactly("ccc");
            harness.until(() -> settled.get() == 4);
        }
    }

    @Test
    void tombstonesTakeEveryRouteOnce() {
        try (EngineHarness harness = start((pipeline, context) -> {
            var source = pipeline.addSource("source", SOURCE);
            var sink = pipeline.addSink("left", left);
            pipeline.connectWhen(source, (String body) -> body.startsWith("a"), sink);
            pipeline.connectWhen(source, (String body) -> body.length() == 2, pipeline.addSink("right", right));
            pipeline.connectOtherwise(source, sink);
        })) {
            harness.own(0).put("k", null);
            harness.untilSettled();
            assertThat(left.written()).containsExactly("null");
            assertThat(right.written()).containsExactly("null");
            harness.until(() -> settled.get() == 1);
        }
    }

    @Test
    void whatIsDroppedIsSettled() {
        try (EngineHarness harness = start((pipeline, context) -> {
            var source = pipeline.addSource("source", SOURCE);
            pipeline.connectWhen(source, (String body) -> body.startsWith("a"), pipeline.addSink("left", left));
            pipeline.dropOtherwise(source);
        })) {
            harness.own(0).putAllUnder("k", "b", "a");
            harness.untilSettled();
            assertThat(left.calls()).containsExactly("a");
            harness.until(() -> settled.get() == 2);
        }
    }

    @Test
    void aMessageThatNoRouteTakesFails() {
        try (EngineHarness harness = twoRoutes().start()) {
            Delivery delivery = harness.own(0).put("k", "b");
            assertThat(harness.untilFailed())
                    .hasMessage("Node \"source\" failed on topic orders, partition 0, offset 0 at attempt 1: "
                            + "io.npipeline.pipeline.NoRouteException: No route of node \"source\" takes the message; "
                            + "connectOtherwise or dropOtherwise would");
            assertThat(delivery.isSettled()).isFalse();
        }
    }

    @Test
    void aPolicyMayHaveARuleForMessagesThatNoRouteTakes() {
        try (EngineHarness harness = twoRoutes()
                .policy(FailurePolicy.always(NodeErrorDecision.FAIL).on(NoRouteException.class, NodeErrorDecision.SKIP))
                .start()) {
            harness.own(0).putAllUnder("k", "b", "a");
            harness.untilSettled();
            assertThat(left.written()).containsExactly("a");
        }
    }

    @Test
    void aPredicateThatThrowsIsTriedAgainByThePolicyOfItsNodeWithoutCallingTheNodeAgain() {
        List<String> transformed = new CopyOnWriteArrayList<>();
        AtomicInteger tests = new AtomicInteger();
        try (EngineHarness harness = start((pipeline, context) -> {
            var upper = pipeline.addTransform("upper", (String body) -> {
                        transformed.add(body);
                        return body.toUpperCase(Locale.ROOT);
                    })
                    .onFailure(retrying(1, NodeErrorDecision.FAIL));
            pipeline.connect(pipeline.addSource("source", SOURCE), upper);
            pipeline.connectWhen(
                    upper,
                    (String body) -> {
                        if (tests.getAndIncrement() == 0) {
                            throw new IllegalStateException("injected");
                        }
                        return true;
                    },
                    pipeline.addSink("left", left));
        })) {
            harness.own(0).put("k", "a");
            harness.untilSettled();
            assertThat(tests).hasValue(2);
            assertThat(transformed).containsExactly("a");
            assertThat(left.written()).containsExactly("A");
        }
    }

    @Test
    void theDeadLetterOfARouteHoldsWhatTheRouteSaw() {
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var upper = pipeline.addTransform("upper", (String body) -> body.toUpperCase(Locale.ROOT));
                    pipeline.connect(pipeline.addSource("source", SOURCE), upper);
                    pipeline.connectWhen(upper, (String body) -> false, pipeline.addSink("left", left));
                })
                .policy(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER))
                .deadLetters(letters.route())
                .start()) {
            harness.own(0).put("k", "a");
            HeldDeadLetters.Attempt letter = letters.next();
            assertThat(letter.letter().envelope().nodeId()).isEqualTo("upper");
            assertThat(letter.letter().envelope().originalItem()).isEqualTo("A");
            letter.complete();
            harness.untilSettled();
        }
    }

    @Test
    void unconditionalEdgesGetEveryMessageBesides() {
        try (EngineHarness harness = start((pipeline, context) -> {
            var words = pipeline.addFlatTransform("words", (String line) -> List.of(line.split(" ")));
            pipeline.connect(pipeline.addSource("source", SOURCE), words);
            pipeline.connect(words, pipeline.addSink("rest", rest));
            pipeline.connectWhen(words, (String body) -> body.startsWith("a"), pipeline.addSink("left", left));
            pipeline.dropOtherwise(words);
            pipeline.connect(words, pipeline.addSink("right", right));
        })) {
            harness.own(0).put("k", "a b aa");
            harness.untilSettled();
            assertThat(rest.written()).containsExactly("a", "b", "aa");
            assertThat(left.written()).containsExactly("a", "aa");
            assertThat(right.written()).containsExactly("a", "b", "aa");
            harness.until(() -> settled.get() == 1);
        }
    }
}

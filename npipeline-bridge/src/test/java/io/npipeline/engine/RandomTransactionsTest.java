package io.npipeline.engine;

import static io.npipeline.engine.EngineHarness.retrying;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.KafkaSourceNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;

/**
 * Engines that get a partition one after the other, at random moments, while those before them go on as if they still had it,
 * and a store that fails before and after it commits. In the end each record has one row, in order.
 *
 * <p>{@code -Dnpipeline.test.seed} sets the first seed.
 */
@Timeout(60)
class RandomTransactionsTest {

    private static final long FIRST_SEED = Long.getLong("npipeline.test.seed", System.nanoTime());
    private static final int RECORDS = 600;
    private static final int MOST_PUT = 60;
    private static final int LONGEST_STRETCH = 200;
    private static final int LONGEST_WORK_NANOS = 100_000;

    private final ScriptedStore store = new ScriptedStore();

    @RepeatedTest(20)
    void eachRecordHasOneRow(RepetitionInfo repetition) {
        long seed = FIRST_SEED + repetition.getCurrentRepetition() - 1;
        Random random = new Random(seed);
        store.unreliable(new Random(seed));
        List<EngineHarness> engines = new ArrayList<>();
        try {
            while (store.position(0) < RECORDS) {
                EngineHarness engine = start(random.nextInt(20) + 1, new Random(seed + engines.size()));
                engines.add(engine);
                own(engine, random);
            }
        } finally {
            engines.forEach(EngineHarness::close);
        }
        assertThat(store.rows()).as("-Dnpipeline.test.seed=" + seed).isEqualTo(expected());
    }

    private EngineHarness start(int maxMessages, Random work) {
        return EngineHarness.of((pipeline, context) -> {
                    var source = pipeline.addSource("source", KafkaSourceNode.of(String.class));
                    var busy = pipeline.addTransform("busy", (String body) -> {
                        LockSupport.parkNanos(work.nextInt(LONGEST_WORK_NANOS));
                        return body;
                    });
                    var keep = pipeline.addFilter("keep", (String body) -> !body.startsWith("drop"));
                    pipeline.connect(source, busy);
                    pipeline.connect(busy, keep);
                    pipeline.connect(
                            keep,
                            pipeline.addTransactionalSink(
                                    "store", store, BatchLimits.of(maxMessages, Duration.ofMillis(1))));
                })
                .policy(retrying(Integer.MAX_VALUE, NodeErrorDecision.FAIL))
                .start();
    }

    /** Hands records in until the store has some more of them, and leaves the engine with what it has in flight. */
    private void own(EngineHarness engine, Random random) {
        Partition partition = engine.own(0, store.claim(0));
        int next = (int) Math.max(store.position(0), 0);
        int goal = Math.min(next + 1 + random.nextInt(LONGEST_STRETCH), RECORDS);
        int end = Math.min(goal + random.nextInt(MOST_PUT), RECORDS);
        while (next < end) {
            for (int count = random.nextInt(MOST_PUT) + 1; count > 0 && next < end; count--) {
                partition.submit("k" + next % 7, body(next++));
            }
            engine.engine.dispatch();
        }
        engine.until(() -> store.position(0) >= goal);
        if (random.nextBoolean()) {
            partition.release();
        }
    }

    private static String body(int number) {
        return (number % 5 == 0 ? "drop" : "row") + number;
    }

    private static List<String> expected() {
        return IntStream.range(0, RECORDS)
                .mapToObj(RandomTransactionsTest::body)
                .filter(body -> !body.startsWith("drop"))
                .toList();
    }
}

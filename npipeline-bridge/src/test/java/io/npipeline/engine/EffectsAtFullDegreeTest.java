package io.npipeline.engine;

import static io.npipeline.engine.EngineHarness.retrying;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.message.KafkaMessage;
import io.npipeline.node.SinkNode;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * As many calls run at a time as may, each key's one after the other and in order, while some fail and are retried. How fast
 * they come does not matter: those that do not fail stay until nine tenths of the degree are there.
 */
class EffectsAtFullDegreeTest {

    private static final int PER_KEY = 3;
    private static final int MAX_FAILURES = 2;

    /** Fails calls as often as planned, and holds the others until enough are held. */
    private static final class GatheringSink implements SinkNode<String> {

        private final EffectsLog log = new EffectsLog();
        private final Map<String, Integer> failuresLeft = new ConcurrentHashMap<>();
        private final CountDownLatch missing;

        GatheringSink(int enough) {
            missing = new CountDownLatch(enough);
        }

        void plan(String key, int number, int failures) {
            failuresLeft.put(key + "/" + number, failures);
        }

        int planned() {
            return failuresLeft.values().stream().mapToInt(Integer::intValue).sum();
        }

        @Override
        public void write(KafkaMessage<String> message) throws Exception {
            Object key = Objects.requireNonNull(message.key());
            String number = Objects.requireNonNull(message.body());
            log.record(key, Integer.parseInt(number), () -> {
                if (failuresLeft.merge(key + "/" + number, -1, Integer::sum) >= 0) {
                    throw new IllegalStateException("injected");
                }
                missing.countDown();
                assertThat(missing.await(EngineHarness.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .as("enough calls came, but for %d", missing.getCount())
                        .isTrue();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 500, 1_000})
    void onPlatformThreads(int degree) {
        assertThat(runAndCheck(degree, ThreadKind.PLATFORM).threads()).noneMatch(WorkerThreadsTest::isVirtualThread);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_24, disabledReason = "workers are virtual threads from JDK 24 on")
    void onVirtualThreads() {
        assertThat(runAndCheck(1_000, ThreadKind.AUTO).threads()).allMatch(WorkerThreadsTest::isVirtualThread);
    }

    private static EffectsLog runAndCheck(int degree, ThreadKind threads) {
        int enough = degree * 9 / 10;
        int keys = 2 * degree;
        GatheringSink sink = new GatheringSink(enough);
        Random random = new Random(degree);
        try (EngineHarness harness = EngineHarness.into(sink)
                .parallelism(degree)
                .threads(threads)
                .policy(retrying(MAX_FAILURES, NodeErrorDecision.FAIL))
                .start()) {
            Partition partition = harness.own(0);
            for (int number = 0; number < PER_KEY; number++) {
                for (int key = 0; key < keys; key++) {
                    sink.plan("k" + key, number, random.nextInt(4) == 0 ? 1 + random.nextInt(MAX_FAILURES) : 0);
                }
            }
            int planned = sink.planned();
            for (int number = 0; number < PER_KEY; number++) {
                for (int key = 0; key < keys; key++) {
                    partition.submit("k" + key, Integer.toString(number));
                }
                harness.engine.dispatch();
            }
            harness.untilSettled();
            sink.log.assertOrderedWithoutOverlap();
            sink.log.assertEachSucceededOnce(keys, PER_KEY);
            assertThat(sink.log.failed()).isEqualTo(planned).isPositive();
            assertThat(sink.log.mostAtATime()).isBetween(enough, degree);
            assertThat(sink.log.threads()).hasSizeBetween(enough, degree);
            return sink.log;
        }
    }
}

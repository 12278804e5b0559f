package io.npipeline.engine;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.engine.RandomPipeline.Expected;
import io.npipeline.engine.RandomPipeline.Item;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pipelines of all kinds of nodes, drawn at random, with failures: every input settles once, the outputs are exactly those
 * that were to be expected, those of a key in their order, and nothing is left.
 */
@Timeout(120)
class RandomPipelineTest {

    private static final int PIPELINES = 40;
    private static final int PARTITIONS = 2;
    private static final int KEYS = 6;
    private static final int PER_KEY = 25;

    private final ExecutorService executor = Executors.newFixedThreadPool(3);

    @AfterEach
    void stopExecutor() {
        executor.shutdownNow();
    }

    /** A seed of the property "npipeline.test.seed" is run alone; without it others are drawn each time. */
    static LongStream seeds() {
        String seed = System.getProperty("npipeline.test.seed");
        return seed == null ? new Random().longs(PIPELINES, 0, Integer.MAX_VALUE) : LongStream.of(Long.parseLong(seed));
    }

    @ParameterizedTest(name = "-Dnpipeline.test.seed={0}")
    @MethodSource("seeds")
    void doesWhatItShould(long seed) {
        Random random = new Random(seed);
        RandomRun run = new RandomRun();
        RandomPipeline pipeline = new RandomPipeline(seed, run, executor);
        AtomicInteger settled = new AtomicInteger();
        List<Item> inputs = new ArrayList<>();
        List<Delivery> deliveries = new ArrayList<>();
        try (EngineHarness harness = EngineHarness.of(pipeline)
                .parallelism(1 + random.nextInt(16))
                .ordering(random.nextInt(4) == 0 ? Ordering.PARTITION : Ordering.KEY)
                .onSettled(settled::incrementAndGet)
                .start()) {
            List<Partition> partitions = new ArrayList<>();
            for (int i = 0; i < PARTITIONS; i++) {
                partitions.add(harness.own(i));
            }
            for (int number = 0; number < PER_KEY; number++) {
                for (int key = 0; key < KEYS; key++) {
                    int partition = random.nextInt(PARTITIONS);
                    String name = "p" + partition + "k" + key;
                    boolean tombstone = random.nextInt(20) == 0;
                    Item item = new Item(name, number, "");
                    deliveries.add(partitions.get(partition).submit(name, tombstone ? null : item));
                    if (!tombstone) {
                        inputs.add(item);
                    }
                    if (random.nextInt(10) == 0) {
                        harness.engine.dispatch();
                    }
                }
            }
            harness.engine.dispatch();
            List<Ownership> ownerships =
                    partitions.stream().map(partition -> partition.ownership).toList();
            assertThat(harness.engine.drain(ownerships, EngineHarness.PATIENCE)).isTrue();
            harness.engine.throwIfFailed();

            assertThat(deliveries).allMatch(Delivery::isSettled);
            // A delivery counts as settled a moment before it is announced.
            harness.until(() -> settled.get() >= deliveries.size());
            assertThat(settled).hasValue(deliveries.size());
            assertThat(harness.engine.inFlightRecords()).isZero();
            assertThat(harness.engine.inFlightBytes()).isZero();
            assertThat(run.overlaps()).isEmpty();
            int tombstones = deliveries.size() - inputs.size();
            Expected expected = pipeline.expected(inputs, tombstones);
            assertThat(run.tombstones()).isEqualTo(expected.tombstones());
            assertThat(bySinkAndKey(run.written())).isEqualTo(bySinkAndKey(expected.items()));
            assertThat(harness.engine.nodeReadings())
                    .extracting(NodeReadings::node)
                    .containsAll(expected.in().keySet());
            for (NodeReadings node : harness.engine.nodeReadings()) {
                assertThat(counts(node)).isEqualTo(expectedCounts(node.node(), expected, pipeline, run));
            }
        }
    }

    private static String counts(NodeReadings node) {
        return counts(node.node(), node.in(), node.out(), node.failed(), node.retried(), node.skipped());
    }

    private static String counts(String node, long in, long out, long failed, long retried, long skipped) {
        return "%s: %d in, %d out, %d failed, %d retried, %d skipped"
                .formatted(node, in, out, failed, retried, skipped);
    }

    /** What the nodes themselves have seen and done. */
    private static String expectedCounts(String node, Expected expected, RandomPipeline pipeline, RandomRun run) {
        String behind = pipeline.behindBatchers().get(node);
        return counts(
                node,
                expected.in().getOrDefault(node, 0L) + run.batches(node),
                expected.out().getOrDefault(node, 0L) + (behind == null ? 0 : run.batches(behind)),
                run.failures(node),
                run.retries(node),
                run.skips(node));
    }

    /** Between keys the order is free. */
    private static Map<String, List<Item>> bySinkAndKey(Map<String, ? extends Collection<Item>> bySink) {
        return bySink.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(item -> Map.entry(entry.getKey(), item)))
                .collect(groupingBy(
                        entry -> entry.getKey() + " " + entry.getValue().key(),
                        mapping(Map.Entry::getValue, toList())));
    }
}

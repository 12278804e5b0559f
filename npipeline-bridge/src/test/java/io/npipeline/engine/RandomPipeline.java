package io.npipeline.engine;

import io.npipeline.failure.ExponentialBackoffRetryStrategy;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.message.KafkaMessage;
import io.npipeline.node.BatchFailure;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.pipeline.OutputHandle;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A tree of nodes of all kinds, drawn from a seed, and what it should do. Nodes decide by the item alone, so that the
 * expectation can be computed; they fail where {@link RandomRun} says so.
 *
 * <p>Not thread safe; the nodes it adds are.
 */
final class RandomPipeline implements PipelineDefinition {

    private static final int MAX_DEPTH = 5;
    private static final int KINDS = 9;

    /** Retries all that is injected, and drops what cannot be retried. */
    private static final FailurePolicy POLICY = FailurePolicy.retry(
                    new ExponentialBackoffRetryStrategy(4, Duration.ofMillis(1), Duration.ofMillis(2), 0.5))
            .on(IllegalArgumentException.class, NodeErrorDecision.SKIP)
            .then(NodeErrorDecision.FAIL);

    /**
     * A body.
     *
     * @param key with the partition, what it is ordered by
     * @param number the place of its input under the key
     * @param path the nodes it came through, and which of the results of the flat ones it is
     */
    record Item(String key, int number, String path) {

        Item through(String node) {
            return new Item(key, number, path + "/" + node);
        }

        /** A number that depends on the item and the node, but on nothing else. */
        int drawnAt(String node) {
            return Math.floorMod((key + number + path + node).hashCode() * 0x9E3779B9, 1_000);
        }
    }

    /**
     * What should have happened.
     *
     * @param items by sink the items it should get, those of a key in their order
     * @param tombstones by sink how many it should get
     * @param in by node how many messages should come in, without batches
     * @param out by node how many should go out, without batches
     */
    record Expected(
            Map<String, List<Item>> items,
            Map<String, Integer> tombstones,
            Map<String, Long> in,
            Map<String, Long> out) {

        private Expected() {
            this(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
        }

        private void written(String sink, @Nullable Item item) {
            if (item == null) {
                tombstones.merge(sink, 1, Integer::sum);
            } else {
                items.computeIfAbsent(sink, unused -> new ArrayList<>()).add(item);
            }
            out(sink);
        }

        private void in(String node) {
            in.merge(node, 1L, Long::sum);
        }

        private void out(String node) {
            out.merge(node, 1L, Long::sum);
        }
    }

    /** What should become of an item, or of a tombstone, from some point of the tree on. */
    private interface Expectation {
        void of(@Nullable Item item, Expected expected);
    }

    private final Random random;
    private final RandomRun run;
    private final Executor executor;
    private Expectation expectation = (item, expected) -> {};

    /** By batcher the node that gets its batches. */
    private final Map<String, String> behindBatchers = new HashMap<>();

    private int names;

    RandomPipeline(long seed, RandomRun run, Executor executor) {
        this.random = new Random(seed);
        this.run = run;
        this.executor = executor;
    }

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        expectation =
                passing("source", outputOf(pipeline, pipeline.addSource("source", KafkaSourceNode.of(Item.class)), 0));
    }

    /** What should become of all inputs together. */
    Expected expected(List<Item> inputs, int tombstones) {
        Expected expected = new Expected();
        inputs.forEach(input -> expectation.of(input, expected));
        for (int i = 0; i < tombstones; i++) {
            expectation.of(null, expected);
        }
        return expected;
    }

    /** By batcher the node that gets its batches. */
    Map<String, String> behindBatchers() {
        return behindBatchers;
    }

    /** All that comes in goes out. */
    private static Expectation passing(String name, Expectation next) {
        return (item, expected) -> {
            expected.in(name);
            expected.out(name);
            next.of(item, expected);
        };
    }

    private Expectation outputOf(PipelineBuilder pipeline, OutputHandle<Item> from, int depth) {
        int kind = depth == MAX_DEPTH
                ? random.nextInt(2)
                : depth == 0 ? 2 + random.nextInt(KINDS - 2) : random.nextInt(KINDS);
        String name = "node" + names++;
        return switch (kind) {
            case 0 -> sink(pipeline, from, name);
            case 1 -> batchSink(pipeline, from, name);
            case 2 -> transform(pipeline, from, name, depth);
            case 3 -> async(pipeline, from, name, depth);
            case 4 -> flat(pipeline, from, name, depth);
            case 5 -> filter(pipeline, from, name, depth);
            case 6 -> fanOut(pipeline, from, name, depth);
            case 7 -> routes(pipeline, from, name, depth);
            default -> batcher(pipeline, from, name, depth);
        };
    }

    private Expectation sink(PipelineBuilder pipeline, OutputHandle<Item> from, String name) {
        pipeline.connect(
                from,
                pipeline.addSink(
                                name,
                                (KafkaMessage<Item> message) -> run.call(name, message.body(), () -> {
                                    run.write(name, message.body());
                                    return name;
                                }))
                        .onFailure(POLICY));
        return (item, expected) -> {
            expected.in(name);
            if (item == null || !RandomRun.isPoison(name, item)) {
                expected.written(name, item);
            }
        };
    }

    private Expectation batchSink(PipelineBuilder pipeline, OutputHandle<Item> from, String name) {
        BatchLimits limits = BatchLimits.of(1 + random.nextInt(20), Duration.ofMillis(random.nextInt(3)));
        pipeline.connect(
                from,
                pipeline.<Item>addBatchSink(name, batch -> writeBatch(name, batch), limits)
                        .onFailure(POLICY));
        return (item, expected) -> {
            expected.in(name);
            expected.written(name, item);
        };
    }

    /** Fails items that are to fail, and with each the later ones of its key. */
    private void writeBatch(String name, List<KafkaMessage<Item>> batch) throws BatchFailure {
        Map<Integer, Throwable> failed = new HashMap<>();
        Map<String, Throwable> failedKeys = new HashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            Item item = batch.get(i).body();
            if (item != null && run.isToFail(name, item)) {
                failedKeys.putIfAbsent(item.key(), new IllegalStateException("injected"));
            }
            Throwable error = item == null ? null : failedKeys.get(item.key());
            if (error == null) {
                run.write(name, item);
            } else {
                failed.put(i, error);
                run.failed(name);
            }
        }
        if (!failed.isEmpty()) {
            throw new BatchFailure(failed);
        }
    }

    private Expectation transform(PipelineBuilder pipeline, OutputHandle<Item> from, String name, int depth) {
        var node = pipeline.addTransform(name, (Item item) -> run.call(name, item, () -> item.through(name)))
                .onFailure(POLICY);
        pipeline.connect(from, node);
        return through(name, outputOf(pipeline, node, depth + 1));
    }

    private Expectation async(PipelineBuilder pipeline, OutputHandle<Item> from, String name, int depth) {
        boolean limited = random.nextBoolean();
        var node = pipeline.addAsyncTransform(name, (Item item) -> stage(name, item))
                .onFailure(POLICY);
        if (limited) {
            node.timeLimit(Duration.ofHours(1));
        }
        pipeline.connect(from, node);
        return through(name, outputOf(pipeline, node, depth + 1));
    }

    private CompletionStage<Item> stage(String name, Item item) throws Exception {
        return item.drawnAt(name) % 3 == 0
                ? CompletableFuture.completedFuture(run.call(name, item, () -> item.through(name)))
                : run.callLater(name, item, () -> item.through(name), executor);
    }

    private static Expectation through(String name, Expectation next) {
        return (item, expected) -> {
            expected.in(name);
            if (item == null || !RandomRun.isPoison(name, item)) {
                expected.out(name);
                next.of(item == null ? null : item.through(name), expected);
            }
        };
    }

    private Expectation flat(PipelineBuilder pipeline, OutputHandle<Item> from, String name, int depth) {
        var node = pipeline.addFlatTransform(name, (Item item) -> run.call(name, item, () -> parts(name, item)))
                .onFailure(POLICY);
        pipeline.connect(from, node);
        Expectation next = outputOf(pipeline, node, depth + 1);
        return (item, expected) -> {
            expected.in(name);
            if (item == null) {
                expected.out(name);
                next.of(null, expected);
            } else if (!RandomRun.isPoison(name, item)) {
                for (Item part : parts(name, item)) {
                    expected.out(name);
                    next.of(part, expected);
                }
            }
        };
    }

    private static List<Item> parts(String name, Item item) {
        List<Item> parts = new ArrayList<>();
        for (int i = 0; i < item.drawnAt(name) % 4; i++) {
            parts.add(item.through(name + "#" + i));
        }
        return parts;
    }

    private Expectation filter(PipelineBuilder pipeline, OutputHandle<Item> from, String name, int depth) {
        var node = pipeline.addFilter(name, (Item item) -> item.drawnAt(name) % 4 > 0);
        pipeline.connect(from, node);
        Expectation next = outputOf(pipeline, node, depth + 1);
        return (item, expected) -> {
            expected.in(name);
            if (item == null || item.drawnAt(name) % 4 > 0) {
                expected.out(name);
                next.of(item, expected);
            }
        };
    }

    private Expectation fanOut(PipelineBuilder pipeline, OutputHandle<Item> from, String name, int depth) {
        pipeline.connect(from, pipeline.addTap(name, (KafkaMessage<Item> message) -> {
            Item item = message.body();
            if (item == null || item.drawnAt(name) % 2 == 0) {
                run.tapFailed(name);
                throw new IllegalStateException("of no consequence");
            }
        }));
        Expectation first = outputOf(pipeline, from, depth + 1);
        String passed = "node" + names++;
        Expectation second = passing(passed, outputOf(pipeline, pass(pipeline, from, passed), depth + 1));
        return (item, expected) -> {
            expected.in(name);
            if (item != null && item.drawnAt(name) % 2 != 0) {
                expected.out(name);
            }
            first.of(item, expected);
            second.of(item, expected);
        };
    }

    /** Another node with the same output, so that each node has its routes at most once. */
    private static OutputHandle<Item> pass(PipelineBuilder pipeline, OutputHandle<Item> from, String name) {
        var node = pipeline.addMessageTransform(name, (KafkaMessage<Item> message) -> message);
        pipeline.connect(from, node);
        return node;
    }

    private Expectation routes(PipelineBuilder pipeline, OutputHandle<Item> from, String name, int depth) {
        OutputHandle<Item> router = pass(pipeline, from, name);
        List<Expectation> routes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            int route = i;
            String target = "node" + names++;
            var to = pipeline.addMessageTransform(target, (KafkaMessage<Item> message) -> message);
            // The second matches all that the first does.
            pipeline.connectWhen(router, (Item item) -> item.drawnAt(name) % 4 <= route, to);
            routes.add(passing(target, outputOf(pipeline, to, depth + 1)));
        }
        boolean drops = random.nextBoolean();
        if (drops) {
            pipeline.dropOtherwise(router);
        } else {
            String target = "node" + names++;
            var to = pipeline.addMessageTransform(target, (KafkaMessage<Item> message) -> message);
            pipeline.connectOtherwise(router, to);
            routes.add(passing(target, outputOf(pipeline, to, depth + 1)));
        }
        return passing(name, (item, expected) -> {
            if (item == null) {
                routes.forEach(route -> route.of(null, expected));
                return;
            }
            int taken = Math.min(item.drawnAt(name) % 4, 2);
            if (taken < routes.size()) {
                routes.get(taken).of(item, expected);
            }
        });
    }

    private Expectation batcher(PipelineBuilder pipeline, OutputHandle<Item> from, String name, int depth) {
        BatchLimits limits = BatchLimits.of(1 + random.nextInt(20), Duration.ofMillis(random.nextInt(3)));
        var node = pipeline.<Item>addBatcher(name, random.nextBoolean() ? limits : limits.withMaxBytes(35));
        String flattened = "node" + names++;
        var apart = pipeline.addFlatTransform(flattened, (List<Item> batch) -> {
                    run.callBatch(flattened, batch);
                    return batch;
                })
                .onFailure(POLICY);
        pipeline.connect(from, node);
        pipeline.connect(node, apart);
        behindBatchers.put(name, flattened);
        Expectation next = outputOf(pipeline, apart, depth + 1);
        return (item, expected) -> {
            expected.in(name);
            if (item == null) {
                expected.out(name);
                expected.in(flattened);
            }
            expected.out(flattened);
            next.of(item, expected);
        };
    }
}

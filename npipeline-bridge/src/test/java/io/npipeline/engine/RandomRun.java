package io.npipeline.engine;

import io.npipeline.engine.RandomPipeline.Item;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes of a {@link RandomPipeline} do and see: they fail some first calls, and never expect two calls for one key
 * at a time.
 *
 * <p>Thread safe.
 */
final class RandomRun {

    private final Map<String, Queue<Item>> written = new ConcurrentHashMap<>();
    private final Map<String, Integer> tombstones = new ConcurrentHashMap<>();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final Queue<String> overlaps = new ConcurrentLinkedQueue<>();
    private final Map<String, Long> failed = new ConcurrentHashMap<>();
    private final Map<String, Long> poisoned = new ConcurrentHashMap<>();
    private final Map<String, Long> failedInTaps = new ConcurrentHashMap<>();
    private final Map<String, Long> batches = new ConcurrentHashMap<>();

    /** Whether the node fails the item each time, with an error that its policy skips. */
    static boolean isPoison(String node, Item item) {
        return item.drawnAt(node) % 37 == 0;
    }

    /** Whether this call is one of the first that fail. */
    boolean isToFail(String node, Item item) {
        int drawn = item.drawnAt(node);
        return drawn % 11 == 1 && failures.merge(node + item, 1, Integer::sum) <= drawn % 4;
    }

    <V> V call(String node, @Nullable Item item, Callable<V> work) throws Exception {
        if (item == null) {
            return work.call();
        }
        begin(node, item);
        try {
            return attempt(node, item, work);
        } finally {
            end(node, item);
        }
    }

    <V> CompletableFuture<V> callLater(String node, Item item, Callable<V> work, Executor executor) {
        begin(node, item);
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return attempt(node, item, work);
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    } finally {
                        end(node, item);
                    }
                },
                executor);
    }

    void callBatch(String node, List<Item> batch) {
        Set<String> keys = ConcurrentHashMap.newKeySet();
        for (Item item : batch) {
            if (keys.add(item.key())) {
                begin(node, item);
            }
        }
        try {
            if (isToFail(node, batch.get(0))) {
                failed(node);
                throw new IllegalStateException("injected");
            }
            batches.merge(node, 1L, Long::sum);
        } finally {
            keys.forEach(key -> running.remove(node + key));
        }
    }

    void write(String node, @Nullable Item item) {
        if (item == null) {
            tombstones.merge(node, 1, Integer::sum);
        } else {
            written.computeIfAbsent(node, unused -> new ConcurrentLinkedQueue<>())
                    .add(item);
        }
    }

    Map<String, Queue<Item>> written() {
        return written;
    }

    Map<String, Integer> tombstones() {
        return tombstones;
    }

    /** The node fails a message, which comes again. */
    void failed(String node) {
        failed.merge(node, 1L, Long::sum);
    }

    /** The tap fails a message. */
    void tapFailed(String tap) {
        failedInTaps.merge(tap, 1L, Long::sum);
    }

    /** How often the node failed a message. */
    long failures(String node) {
        return retries(node) + skips(node) + failedInTaps.getOrDefault(node, 0L);
    }

    /** After how many of its failures the message came again. */
    long retries(String node) {
        return failed.getOrDefault(node, 0L);
    }

    /** How many of its failures were with an error that its policy skips. */
    long skips(String node) {
        return poisoned.getOrDefault(node, 0L);
    }

    /** How many batches the node took. */
    long batches(String node) {
        return batches.getOrDefault(node, 0L);
    }

    /** Node and key of calls that began before another of the same had ended. */
    Queue<String> overlaps() {
        return overlaps;
    }

    @SuppressWarnings("ThreadPriorityCheck") // yields to widen the window for an overlap
    private <V> V attempt(String node, Item item, Callable<V> work) throws Exception {
        Thread.yield();
        if (isPoison(node, item)) {
            poisoned.merge(node, 1L, Long::sum);
            throw new IllegalArgumentException("injected");
        }
        if (isToFail(node, item)) {
            failed(node);
            throw new IllegalStateException("injected");
        }
        return work.call();
    }

    private void begin(String node, Item item) {
        if (!running.add(node + item.key())) {
            overlaps.add(node + item.key());
        }
    }

    private void end(String node, Item item) {
        running.remove(node + item.key());
    }
}

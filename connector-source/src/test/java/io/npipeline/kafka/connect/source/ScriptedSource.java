package io.npipeline.kafka.connect.source;

import io.npipeline.node.NodeContext;
import io.npipeline.node.Position;
import io.npipeline.node.SourceItem;
import io.npipeline.node.SourceNode;
import io.npipeline.node.SourcePartition;
import io.npipeline.node.SourceReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A source of numbered lines, whose reads return what a test offers. Thread safe. */
final class ScriptedSource implements SourceNode<String> {

    /** What one read returns or throws. */
    interface Read {
        List<SourceItem<String>> items() throws Exception;
    }

    private final Map<SourcePartition, BlockingQueue<Read>> reads = new ConcurrentHashMap<>();
    private final Map<SourcePartition, Integer> lines = new ConcurrentHashMap<>();
    private final Map<SourcePartition, Optional<Position>> from = new ConcurrentHashMap<>();
    private final List<SourcePartition> partitions;
    private final List<String> lifecycle = new CopyOnWriteArrayList<>();
    private final Map<SourcePartition, List<Position>> committed = new ConcurrentHashMap<>();
    private final Map<SourcePartition, BlockingQueue<Exception>> refusals = new ConcurrentHashMap<>();

    ScriptedSource(String... files) {
        partitions = List.of(files).stream().map(ScriptedSource::file).toList();
    }

    static SourcePartition file(String name) {
        return SourcePartition.of("file", name);
    }

    /** What is stored after the line of this number, the first being 1. */
    static Map<String, Object> after(int line) {
        return Map.of("v", 1L, "line", line);
    }

    /** One read of the file returns these lines. */
    ScriptedSource offer(String file, String... bodies) {
        List<SourceItem<String>> items = new ArrayList<>();
        for (String body : bodies) {
            int line = lines.merge(file(file), 1, Integer::sum);
            items.add(SourceItem.of(body, Position.of("line", line)));
        }
        return reading(file, () -> items);
    }

    /** One read of the file returns this item. */
    ScriptedSource offer(String file, SourceItem<String> item) {
        return reading(file, () -> List.of(item));
    }

    /** One read of the file fails. */
    ScriptedSource failReading(String file, Exception error) {
        return reading(file, () -> {
            throw error;
        });
    }

    /** One read of the file does not return until its thread is interrupted. */
    ScriptedSource blockReading(String file) {
        return reading(file, () -> {
            lifecycle.add("blocked " + file);
            new CountDownLatch(1).await();
            return List.of();
        });
    }

    /** One read of the file does this. */
    ScriptedSource reading(String file, Read read) {
        readsOf(file(file)).add(read);
        return this;
    }

    private BlockingQueue<Read> readsOf(SourcePartition partition) {
        return reads.computeIfAbsent(partition, same -> new LinkedBlockingQueue<>());
    }

    /** How many reads of the file are offered and not made yet. */
    int unread(String file) {
        return readsOf(file(file)).size();
    }

    /** Where reading a file went on; empty for the beginning. */
    Optional<Position> startedFrom(String file) {
        return from.getOrDefault(file(file), Optional.empty());
    }

    /** The next position that is told to a reader of the file makes it fail. */
    ScriptedSource failCommit(String file, Exception error) {
        refusals.computeIfAbsent(file(file), same -> new LinkedBlockingQueue<>())
                .add(error);
        return this;
    }

    /** The lines up to which readers of a file were told that all is stored. */
    List<Long> committedLines(String file) {
        return committed.getOrDefault(file(file), List.of()).stream()
                .map(position -> position.number("line"))
                .toList();
    }

    /** What happened to the node and its readers, in order. */
    List<String> lifecycle() {
        return lifecycle;
    }

    @Override
    public List<SourcePartition> partitions() {
        return partitions;
    }

    @Override
    public void open(NodeContext context) {
        lifecycle.add("open source");
    }

    @Override
    public SourceReader<String> read(SourcePartition partition, Optional<Position> position) {
        from.put(partition, position);
        lifecycle.add("read " + partition.id().get("file"));
        BlockingQueue<Read> script = readsOf(partition);
        return new SourceReader<>() {
            @Override
            public List<SourceItem<String>> read(int max, Duration maxWait) throws Exception {
                Read read = script.poll(maxWait.toNanos(), TimeUnit.NANOSECONDS);
                return read == null ? List.of() : read.items();
            }

            @Override
            public void committed(Position position) throws Exception {
                Exception refusal = refusals.getOrDefault(partition, new LinkedBlockingQueue<>())
                        .poll();
                if (refusal != null) {
                    throw refusal;
                }
                committed
                        .computeIfAbsent(partition, same -> new CopyOnWriteArrayList<>())
                        .add(position);
            }

            @Override
            public void close() {
                lifecycle.add("close " + partition.id().get("file"));
            }
        };
    }

    @Override
    public void close() {
        lifecycle.add("close source");
    }
}

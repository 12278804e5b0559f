package io.npipeline.kafka.connect.source;

import io.npipeline.engine.Delivery;
import io.npipeline.engine.PipelineEngine;
import io.npipeline.failure.RetryStrategy;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.Origin;
import io.npipeline.metrics.KafkaMetrics;
import io.npipeline.node.Position;
import io.npipeline.node.SourceItem;
import io.npipeline.node.SourceNode;
import io.npipeline.node.SourcePartition;
import io.npipeline.records.MeteredBody;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Items from a source of the user's own, one reader for each of its partitions.
 *
 * <p>Task thread only.
 */
final class ItemFeed implements SourceFeed {

    /** Sizes of items are not known; they count as records only. */
    private static final int UNKNOWN_SIZE = 0;

    private record Partition(
            SourcePartition id,
            PartitionReader reader,
            PartitionFlow<Position> flow,
            ItemProgress progress,
            KafkaMetrics metrics) {}

    private final List<Partition> partitions;
    private final ReadingThreads threads;
    private int next;

    private ItemFeed(List<Partition> partitions, ReadingThreads threads) {
        this.partitions = partitions;
        this.threads = threads;
    }

    /**
     * Starts to read partitions.
     *
     * @param positions where to go on in each
     * @param transactional whether the worker gives the task transactions
     * @param retries when reading is tried again that failed
     */
    static ItemFeed start(
            SourceNode<?> source,
            Map<SourcePartition, Optional<Position>> positions,
            boolean transactional,
            RetryStrategy retries,
            PipelineEngine engine,
            Arrivals arrivals) {
        List<Partition> partitions = new ArrayList<>();
        positions.forEach((id, from) -> {
            ItemProgress progress = new ItemProgress(from.orElse(null));
            PartitionFlow<Position> flow =
                    new PartitionFlow<>(id.id(), engine.own(id), transactional, ReleaseOrder.READ, progress);
            PartitionReader reader =
                    new PartitionReader(source, id, from, () -> durable(flow.commits()), retries, arrivals);
            partitions.add(new Partition(id, reader, flow, progress, engine.metrics()));
        });
        return new ItemFeed(
                List.copyOf(partitions),
                ReadingThreads.start(partitions.stream().map(Partition::reader).toList()));
    }

    private static @Nullable Position durable(CommitTracker<Map<String, Object>, ?> commits) {
        return StoredPosition.read(commits.durable()).orElse(null);
    }

    @Override
    public List<PartitionFlow<Position>> flows() {
        return partitions.stream().map(Partition::flow).toList();
    }

    @Override
    public List<ItemGauge> gauges() {
        return partitions.stream()
                .map(partition -> new ItemGauge(partition.flow()))
                .toList();
    }

    /** Begins with the partition behind the last one taken from, so that a busy one cannot keep the others out. */
    @Override
    public boolean takeNext() {
        for (int i = 0; i < partitions.size(); i++) {
            Partition partition = partitions.get(next);
            next = (next + 1) % partitions.size();
            List<? extends SourceItem<?>> items = partition.reader().take();
            if (items != null) {
                long now = System.nanoTime();
                items.forEach(item -> submit(item, partition, now));
                return true;
            }
        }
        return false;
    }

    private static void submit(SourceItem<?> item, Partition partition, long now) {
        Delivery delivery =
                partition.flow().register(UNKNOWN_SIZE, partition.progress().reached(), now);
        partition.progress().read(item.position());
        Instant timestamp = item.timestamp();
        partition
                .flow()
                .ownership()
                .submit(
                        delivery,
                        KafkaMessage.received(
                                // What type it is bound to, only its source knows.
                                MeteredBody.of(item.bodyOrUnbound(), Object.class, partition.metrics()),
                                item.key(),
                                null,
                                item.headers(),
                                timestamp == null ? null : timestamp.toEpochMilli(),
                                new Origin.Source(
                                        partition.id().id(), item.position().values(), item.identity()),
                                delivery));
    }

    @Override
    public boolean hasEnded() {
        return partitions.stream().anyMatch(partition -> partition.reader().failure() != null);
    }

    @Override
    public void throwIfEnded() {
        for (Partition partition : partitions) {
            @Nullable ConnectException failure = partition.reader().failure();
            if (failure != null && partition.flow().unreleased() == 0) {
                throw failure;
            }
        }
    }

    @Override
    public void stop(Duration limit) {
        threads.stop(limit);
    }
}

package io.npipeline.kafka.connect.source;

import io.npipeline.configuration.LagSettings;
import io.npipeline.engine.Delivery;
import io.npipeline.engine.PipelineEngine;
import io.npipeline.metrics.KafkaMetrics;
import io.npipeline.records.ConsumedRecord;
import io.npipeline.records.ConsumedRecordReader;
import io.npipeline.records.RecordConverters;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Records of the topics that a relay reads, by a consumer that is assigned the task's partitions.
 *
 * <p>Task thread only.
 */
final class RecordFeed implements SourceFeed {

    private record Partition(PartitionFlow<Long> flow, RelayProgress progress, LogGauge gauge) {}

    private final Map<TopicPartition, Partition> partitions;
    private final RecordFetcher fetcher;
    private final ReadingThreads threads;
    private final RecordConverters converters;

    /** What was fetched and cannot be taken in yet. */
    private @Nullable List<FetchedRecords> held;

    private RecordFeed(
            Map<TopicPartition, Partition> partitions,
            RecordFetcher fetcher,
            ReadingThreads threads,
            RecordConverters converters) {
        this.converters = converters;
        this.partitions = partitions;
        this.fetcher = fetcher;
        this.threads = threads;
    }

    /**
     * Starts to read partitions.
     *
     * @param consumer becomes this feed's own: it is closed with it, also when this fails
     * @param converters the reader's; closed with this feed, but not when this fails
     * @param positions where to go on in each; empty where nothing is stored
     * @param starts where those without are to begin, as far as the connector knows better than the settings
     * @param transactional whether the worker gives the task transactions
     * @param lag when the ends of the logs are asked for
     * @param events who is told of what is consumed
     */
    static RecordFeed start(
            Consumer<byte[], byte[]> consumer,
            ConsumedRecordReader reader,
            RecordConverters converters,
            Map<TopicPartition, Optional<RelayPosition>> positions,
            RelaySettings relay,
            PartitionStarts starts,
            ReleaseOrder order,
            boolean transactional,
            LagSettings lag,
            KafkaMetrics events,
            PipelineEngine engine,
            Arrivals arrivals) {
        try {
            StartingPlaces places = new StartingPlaces(positions, relay.start(), starts);
            places.assignTo(consumer);
            LogPlaces logs = new LogPlaces();
            Map<TopicPartition, Partition> partitions = new LinkedHashMap<>();
            positions.forEach((partition, from) -> {
                RelayProgress progress = new RelayProgress(from.orElse(null), starts);
                PartitionFlow<Long> flow = new PartitionFlow<>(
                        TopicPartitions.stored(partition), engine.own(partition), transactional, order, progress);
                partitions.put(partition, new Partition(flow, progress, new LogGauge(partition, flow, logs)));
            });
            List<LogGauge> gauges = gauges(partitions);
            LogWatch watch = new LogWatch(logs, lag, () -> gauges.forEach(gauge -> gauge.recordLag(events)));
            LostPositions lost = new LostPositions(relay.start().lost());
            RecordFetcher fetcher = new RecordFetcher(consumer, places, lost, reader, watch, events, arrivals);
            return new RecordFeed(partitions, fetcher, ReadingThreads.start(List.of(fetcher)), converters);
        } catch (RuntimeException | Error e) {
            SourceConsumers.close(consumer);
            throw e;
        }
    }

    @Override
    public List<PartitionFlow<Long>> flows() {
        return partitions.values().stream().map(Partition::flow).toList();
    }

    @Override
    public List<LogGauge> gauges() {
        return gauges(partitions);
    }

    private static List<LogGauge> gauges(Map<TopicPartition, Partition> partitions) {
        return partitions.values().stream().map(Partition::gauge).toList();
    }

    @Override
    public boolean takeNext() {
        List<FetchedRecords> fetched = held == null ? fetcher.take() : held;
        held = null;
        if (fetched == null) {
            return false;
        }
        if (fetched.stream().anyMatch(this::mustWait)) {
            held = fetched;
            return false;
        }
        fetched.forEach(this::submit);
        return true;
    }

    /** A position holds offsets of one log only, so what was read of a log that was cut off leaves first. */
    private boolean mustWait(FetchedRecords fetched) {
        Partition partition = partition(fetched);
        return partition.progress().isBack(fetched.records().get(0).offset())
                && partition.flow().unreleased() > 0;
    }

    private void submit(FetchedRecords fetched) {
        Partition partition = partition(fetched);
        RelayProgress progress = partition.progress();
        if (fetched.ofAnotherLog()) {
            progress.forgetEarlier();
        }
        if (progress.isBack(fetched.records().get(0).offset())) {
            partition.flow().startAnew();
        }
        long now = System.nanoTime();
        for (ConsumedRecord record : fetched.records()) {
            progress.reach(record.offset());
            if (!progress.isDone(record.offset())) {
                submit(record, partition.flow(), now);
            } else {
                partition.flow().passed();
            }
            progress.pass();
        }
    }

    private static void submit(ConsumedRecord record, PartitionFlow<Long> flow, long now) {
        Delivery delivery = flow.register(record.bytes(), record.offset(), now);
        flow.ownership().submit(delivery, record.message(delivery), record.raw());
    }

    private Partition partition(FetchedRecords fetched) {
        return Objects.requireNonNull(partitions.get(fetched.partition()));
    }

    @Override
    public boolean hasEnded() {
        return fetcher.failure() != null || held != null;
    }

    @Override
    public void throwIfEnded() {
        @Nullable ConnectException failure = fetcher.failure();
        if (failure != null && flows().stream().allMatch(flow -> flow.unreleased() == 0)) {
            throw failure;
        }
    }

    @Override
    public void stop(Duration limit) {
        threads.stop(limit);
    }

    @Override
    public void close() {
        converters.close();
    }
}

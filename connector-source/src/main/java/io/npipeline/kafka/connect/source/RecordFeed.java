package io.npipeline.kafka.connect.source;

import io.npipeline.engine.Delivery;
import io.npipeline.engine.PipelineEngine;
import io.npipeline.records.ConsumedRecord;
import io.npipeline.records.ConsumedRecordReader;
import io.npipeline.records.RecordConverters;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
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

    private final Map<TopicPartition, PartitionFlow<Long>> flows;
    private final RecordFetcher fetcher;
    private final ReadingThreads threads;
    private final RecordConverters converters;

    private RecordFeed(
            Map<TopicPartition, PartitionFlow<Long>> flows,
            RecordFetcher fetcher,
            ReadingThreads threads,
            RecordConverters converters) {
        this.converters = converters;
        this.flows = flows;
        this.fetcher = fetcher;
        this.threads = threads;
    }

    /**
     * Starts to read partitions.
     *
     * @param consumer becomes this feed's own: it is closed with it, also when this fails
     * @param converters the reader's; closed with this feed, but not when this fails
     * @param positions the offset to go on from in each; empty where none is stored
     * @param starts where those without are to begin, as far as the connector knows better than the settings
     * @param transactional whether the worker gives the task transactions
     */
    static RecordFeed start(
            Consumer<byte[], byte[]> consumer,
            ConsumedRecordReader reader,
            RecordConverters converters,
            Map<TopicPartition, OptionalLong> positions,
            RelaySettings relay,
            PartitionStarts starts,
            boolean transactional,
            PipelineEngine engine,
            Arrivals arrivals) {
        try {
            StartingPlaces places = new StartingPlaces(positions, relay.start(), starts);
            places.assignTo(consumer);
            Map<TopicPartition, PartitionFlow<Long>> flows = new LinkedHashMap<>();
            positions.forEach((partition, from) -> flows.put(
                    partition,
                    new PartitionFlow<>(
                            TopicPartitions.stored(partition),
                            engine.own(partition),
                            from.isPresent() ? from.getAsLong() : null,
                            transactional,
                            next -> starts.mark(TopicPartitions.stamp(next)))));
            LostPositions lost = new LostPositions(relay.start().lost());
            RecordFetcher fetcher = new RecordFetcher(consumer, places, lost, reader, arrivals);
            return new RecordFeed(flows, fetcher, ReadingThreads.start(List.of(fetcher)), converters);
        } catch (RuntimeException | Error e) {
            SourceConsumers.close(consumer);
            throw e;
        }
    }

    @Override
    public List<PartitionFlow<Long>> flows() {
        return List.copyOf(flows.values());
    }

    @Override
    public boolean takeNext() {
        List<FetchedRecords> fetched = fetcher.take();
        if (fetched == null) {
            return false;
        }
        for (FetchedRecords ofPartition : fetched) {
            PartitionFlow<Long> flow = Objects.requireNonNull(flows.get(ofPartition.partition()));
            // Without it a restart before the first list is written whole would begin where start.at says, behind
            // records that were read.
            flow.beginAt(ofPartition.records().get(0).offset());
            ofPartition.records().forEach(record -> submit(record, flow));
        }
        return true;
    }

    private static void submit(ConsumedRecord record, PartitionFlow<Long> flow) {
        Delivery delivery = flow.register(record.bytes(), record.offset() + 1);
        flow.ownership().submit(delivery, record.message(delivery), record.raw());
    }

    @Override
    public boolean hasEnded() {
        return fetcher.failure() != null;
    }

    @Override
    public void throwIfEnded() {
        @Nullable ConnectException failure = fetcher.failure();
        if (failure != null && flows.values().stream().allMatch(flow -> flow.unreleased() == 0)) {
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

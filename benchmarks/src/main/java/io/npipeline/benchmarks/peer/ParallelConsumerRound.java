package io.npipeline.benchmarks.peer;

import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.CommitMode;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import io.npipeline.benchmarks.worker.NumberedBytes;
import io.npipeline.benchmarks.worker.Tally;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Parallel Consumer with key order, by what its documentation recommends and by what was fastest of what it leaves open: the
 * fastest commit mode; records one by one, for which it demands a batch size of one; as many threads as calls are to block at
 * a time; and a buffer as large as what we may have in flight. The consumer is as a Connect worker sets it up.
 *
 * <p>Used by the main thread; records come on Parallel Consumer's own.
 */
final class ParallelConsumerRound implements AutoCloseable {

    /** Threads where nothing blocks. It was fastest with few; with 16, its default, and 100 it came to 0.5 to 0.9 of this. */
    private static final int THREADS_WITHOUT_WORK = 4;

    /** The default of {@code npipeline.max.in.flight.records}; without it, it began with twice the number of threads. */
    private static final int BUFFER = 10_000;

    private final Tally tally;
    private final ParallelStreamProcessor<byte[], byte[]> processor;

    ParallelConsumerRound(PeerRound round) {
        tally = Tally.start(round.expected(), round.directory());
        ParallelConsumerOptions<byte[], byte[]> options = ParallelConsumerOptions.<byte[], byte[]>builder()
                .consumer(consumer(round))
                .ordering(ProcessingOrder.KEY)
                .commitMode(CommitMode.PERIODIC_CONSUMER_ASYNCHRONOUS)
                .maxConcurrency(round.concurrency() > 0 ? round.concurrency() : THREADS_WITHOUT_WORK)
                .messageBufferSize(BUFFER)
                .build();
        processor = ParallelStreamProcessor.createEosStreamProcessor(options);
        processor.subscribe(List.of(round.topic()));
        long workMs = round.workMs();
        processor.poll(context -> {
            if (workMs > 0) {
                sleep(workMs);
            }
            byte[] value = context.getSingleConsumerRecord().value();
            tally.add(NumberedBytes.number(value), value.length);
        });
    }

    private static KafkaConsumer<byte[], byte[]> consumer(PeerRound round) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        round.bootstrapServers(),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        round.group(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        processor.closeDontDrainFirst();
        tally.close();
    }
}

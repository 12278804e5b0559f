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
 * Parallel Consumer with key order, by what its documentation recommends: the fastest commit mode, and as many threads as
 * calls are to block at a time. Records are worked on one by one, for which it demands a batch size of one. The consumer is
 * as a Connect worker sets it up.
 *
 * <p>Used by the main thread; records come on Parallel Consumer's own.
 */
final class ParallelConsumerRound implements AutoCloseable {

    private final Tally tally;
    private final ParallelStreamProcessor<byte[], byte[]> processor;

    ParallelConsumerRound(PeerRound round) {
        tally = Tally.start(round.expected(), round.directory());
        ParallelConsumerOptions<byte[], byte[]> options = ParallelConsumerOptions.<byte[], byte[]>builder()
                .consumer(consumer(round))
                .ordering(ProcessingOrder.KEY)
                .commitMode(CommitMode.PERIODIC_CONSUMER_ASYNCHRONOUS)
                .maxConcurrency(round.concurrency())
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

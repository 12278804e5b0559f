package io.npipeline.benchmarks.endtoend;

import io.npipeline.benchmarks.BenchmarkFailedException;
import io.npipeline.benchmarks.worker.Checksum;
import io.npipeline.quickstart.environment.BrokerProcess;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A topic of one partition with records that are numbered from 0 and have the keys of a set in turn, so that a key comes
 * again as late as can be. All sides read the same one. Not thread safe.
 */
final class DataSet {

    private static final int KEYS = 1_000;

    private final BrokerProcess broker;
    private final String topic;
    private final DataKind kind;
    private long records;
    private long checksum;

    /** Creates the topic, which is empty at first. */
    DataSet(BrokerProcess broker, DataKind kind) {
        this.broker = broker;
        this.topic = kind.name().toLowerCase(Locale.ROOT);
        this.kind = kind;
        broker.createTopic(topic, 1);
    }

    /** What is in it now. */
    Content content() {
        return new Content(topic, records, checksum);
    }

    /** Appends what is missing to so many records. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback sees what failed
    void extendTo(long wanted) {
        if (wanted <= records) {
            return;
        }
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.bootstrapServers(),
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        128 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (long number = records; number < wanted; number++) {
                byte[] key = ("key-" + number % KEYS).getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(topic, key, kind.value(number)), (stored, error) -> {
                    if (error != null) {
                        failure.compareAndSet(null, error);
                    }
                });
            }
        }
        Exception error = failure.get();
        if (error != null) {
            throw new BenchmarkFailedException("The data could not be written", error);
        }
        checksum += Checksum.ofRange(records, wanted, kind.countedSize());
        records = wanted;
    }
}

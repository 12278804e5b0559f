package io.npipeline.kafka.connect.source;

import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Opens and closes the consumers of a relay. */
final class SourceConsumers {

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

    private SourceConsumers() {}

    static Consumer<byte[], byte[]> open(SourceConsumerSettings settings) {
        return new KafkaConsumer<>(settings.settings());
    }

    /** Closes within a second also where the brokers do not answer. */
    @SuppressWarnings(
            "deprecation") // what replaces it is not there before Kafka 4.1, and workers from 3.6 on are supported
    static void close(Consumer<byte[], byte[]> consumer) {
        consumer.close(CLOSE_LIMIT);
    }
}

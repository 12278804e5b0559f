package io.npipeline.kafka.connect.source;

import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the consumers of a relay. */
@FunctionalInterface
interface SourceConsumers {

    /** A new consumer, which belongs to the caller. */
    Consumer<byte[], byte[]> open(SourceConsumerSettings settings);

    /** Those that read from brokers. */
    static SourceConsumers ofKafka() {
        return settings -> new KafkaConsumer<>(settings.settings());
    }

    /**
     * Closes within a second also where the brokers do not answer. Never fails, so that what made the caller close it is
     * what is reported.
     */
    @SuppressWarnings(
            "deprecation") // what replaces it is not there before Kafka 4.1, and workers from 3.6 on are supported
    static void close(Consumer<byte[], byte[]> consumer) {
        try {
            consumer.close(Duration.ofSeconds(1));
        } catch (RuntimeException e) {
            Logger log = LoggerFactory.getLogger(SourceConsumers.class);
            log.warn("The consumer of the source topics failed to close", e);
        }
    }
}

package io.npipeline.integration.moves;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A consumer that joins the group of a sink connector, takes its share of the partitions, commits nothing and leaves. */
final class Stranger {

    private Stranger() {}

    /**
     * Returns when the stranger has had partitions and given them back.
     *
     * @param waiting what waits for a condition, in this thread
     */
    static void comeAndGo(
            String bootstrapServers, String connector, Protocol protocol, Consumer<BooleanSupplier> waiting) {
        Map<String, Object> settings = new HashMap<>(protocol.consumerSettings());
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, "connect-" + connector);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        try (KafkaConsumer<byte[], byte[]> stranger =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            stranger.subscribe(List.of(connector));
            waiting.accept(() -> {
                stranger.poll(Duration.ofMillis(100));
                return !stranger.assignment().isEmpty();
            });
        }
    }
}

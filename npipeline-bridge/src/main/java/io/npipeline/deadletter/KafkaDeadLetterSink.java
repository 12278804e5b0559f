package io.npipeline.deadletter;

import io.npipeline.binding.JsonText;
import io.npipeline.message.MessageHeader;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Stores dead letters in a Kafka topic: the envelope as JSON, under the message's own key.
 *
 * <p>Thread safe.
 */
public final class KafkaDeadLetterSink implements DeadLetterSink {

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final Duration closeTimeout;

    /**
     * @param producer becomes this sink's own: it is closed with it
     * @param topic where the letters go
     * @param closeTimeout how long closing waits for letters under way at the longest
     */
    public KafkaDeadLetterSink(Producer<byte[], byte[]> producer, String topic, Duration closeTimeout) {
        this.producer = producer;
        this.topic = topic;
        this.closeTimeout = closeTimeout;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the callback tells the outcome
    public CompletionStage<Void> handle(DeadLetter letter) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, null, letter.keyBytes(), JsonText.toBytes(letter.envelope()));
        for (MessageHeader header : letter.headers()) {
            record.headers().add(header.key(), HeaderBytes.bytes(header.value()));
        }
        CompletableFuture<Void> durable = new CompletableFuture<>();
        producer.send(record, (metadata, error) -> {
            if (error == null) {
                durable.complete(null);
            } else {
                durable.completeExceptionally(error);
            }
        });
        return durable;
    }

    @Override
    public void close() {
        producer.close(closeTimeout);
    }
}

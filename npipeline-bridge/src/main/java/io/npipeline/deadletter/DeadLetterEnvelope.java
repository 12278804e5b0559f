package io.npipeline.deadletter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The content of a dead letter: ten fields whose names are a contract with whoever reads dead letters. Immutable, as far
 * as the item is.
 *
 * @param nodeId the node that failed
 * @param originalItem the body the node failed on, as the node got it
 * @param exceptionType the class of the error
 * @param exceptionMessage the error's message, cut to a size that fits a record
 * @param stackTrace the error's stack trace, cut to a size that fits a record
 * @param timestamp when the message was given up
 * @param correlationId the message's {@link io.npipeline.message.KafkaMessage#correlationId() correlation id}; {@code null} where
 *     there are none
 * @param originalTopic the topic of the record; {@code null} for items that are not from Kafka
 * @param partition its partition; {@code null} for items that are not from Kafka
 * @param offset its offset; {@code null} for items that are not from Kafka
 */
public record DeadLetterEnvelope(
        String nodeId,
        @Nullable Object originalItem,
        String exceptionType,
        @Nullable String exceptionMessage,
        @Nullable String stackTrace,
        Instant timestamp,
        @Nullable String correlationId,
        @Nullable String originalTopic,
        @Nullable Integer partition,
        @Nullable Long offset) {

    DeadLetterEnvelope withItem(Object item) {
        return new DeadLetterEnvelope(
                nodeId,
                item,
                exceptionType,
                exceptionMessage,
                stackTrace,
                timestamp,
                correlationId,
                originalTopic,
                partition,
                offset);
    }
}

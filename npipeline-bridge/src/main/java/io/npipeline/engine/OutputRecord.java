package io.npipeline.engine;

import io.npipeline.message.MessageHeaders;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;

/**
 * What a source task is to produce. Immutable, as far as key and value are.
 *
 * @param partition the partition of the topic; {@code null} leaves the choice to the producer
 * @param timestampMs milliseconds since the epoch; {@code null} leaves it to the producer
 * @param deadLetter whether this is a dead letter, which must not get lost on its way
 */
public record OutputRecord(
        String topic,
        @Nullable Integer partition,
        SchemaAndValue key,
        SchemaAndValue value,
        MessageHeaders headers,
        @Nullable Long timestampMs,
        boolean deadLetter) {}

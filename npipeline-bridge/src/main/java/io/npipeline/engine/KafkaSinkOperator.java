package io.npipeline.engine;

import io.npipeline.binding.BodyWriter;
import io.npipeline.binding.ValueSize;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.MessageHeaders;
import io.npipeline.message.TopicNames;
import io.npipeline.metrics.KafkaMetrics;
import io.npipeline.metrics.NullKafkaMetrics;
import io.npipeline.metrics.Sampling;
import io.npipeline.node.KafkaSinkNode;
import io.npipeline.partitioning.PartitionKeyProvider;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Leaves an output record on the delivery, for the source task to produce. */
final class KafkaSinkOperator extends Operator {

    private final String defaultTopic;
    private final @Nullable Function<Object, String> topicSelector;
    private final @Nullable Function<Object, ?> keySelector;
    private final @Nullable ToIntFunction<Object> partitionSelector;
    private final @Nullable PartitionKeyProvider<Object> partitionProvider;
    private final HeaderForm headerForm;
    private final PartitionCounts partitionCounts;
    private final long maxBytes;
    private final @Nullable Function<Object, Instant> timestampSelector;
    private final @Nullable Function<? super KafkaMessage<Object>, MessageHeaders> headersSelector;
    private final BodyWriter<Object> writer;
    private final Class<?> bodyType;
    private final KafkaMetrics metrics;

    @SuppressWarnings("unchecked") // the handles of the graph guarantee that the bodies fit
    KafkaSinkOperator(
            OperatorMeter meter, FailurePolicy policy, KafkaSinkNode<?> node,
            EngineSettings.OutputSettings defaults,
            KafkaMetrics metrics) {
        super(meter, policy);
        KafkaSinkNode<Object> sink = (KafkaSinkNode<Object>) node;
        defaultTopic = sink.topic().orElse(defaults.topic());
        topicSelector = sink.topicSelector().orElse(null);
        keySelector = sink.keySelector().orElse(null);
        partitionSelector = sink.partitionSelector().orElse(null);
        partitionProvider = sink.partitionProvider().orElse(null);
        headerForm = defaults.headerForm();
        partitionCounts = defaults.partitions();
        maxBytes = defaults.maxBytes();
        timestampSelector = sink.timestampSelector().orElse(null);
        headersSelector = sink.headersSelector().orElse(null);
        bodyType = sink.bodyType();
        this.metrics = metrics;
        writer = BodyWriter.of(sink.bodyType(), sink.form().orElse(defaults.form()));
    }

    @Override
    @Nullable
    KafkaMessage<?> apply(KafkaMessage<?> message, Delivery delivery) throws InterruptedException {
        Object body = message.body();
        String topic = topic(body);
        OutputRecord output = new OutputRecord(
                topic,
                partition(body, topic),
                key(message, body),
                value(body),
                headerForm.of(headers(message)),
                timestamp(message, body),
                false);
        requireTaken(output);
        delivery.addOutput(output);
        return null;
    }

    /** Only a value that is too large by itself: of what converters make of the rest less is known here. */
    private void requireTaken(OutputRecord output) {
        if (maxBytes == Long.MAX_VALUE) {
            return;
        }
        long bytes = ValueSize.atLeast(output.value().value());
        if (bytes > maxBytes) {
            throw new DataException("Node \"" + name() + "\" writes a value of at least " + bytes
                    + " bytes, and the producer takes no more than " + maxBytes
                    + " (producer.override.max.request.size)");
        }
    }

    private String topic(@Nullable Object body) {
        if (body == null || topicSelector == null) {
            return defaultTopic;
        }
        String topic = NodeContract.requireChoice(topicSelector.apply(body), "topic", name());
        if (!TopicNames.isLegal(topic)) {
            // The producer would refuse it, and with it the task would end.
            throw new IllegalArgumentException(
                    "Node \"" + name() + "\" chose topic \"" + topic + "\", which " + TopicNames.RULE);
        }
        return topic;
    }

    private @Nullable Integer partition(@Nullable Object body, String topic) throws InterruptedException {
        if (body == null) {
            return null;
        }
        if (partitionProvider != null) {
            return provided(partitionProvider, body, topic);
        }
        if (partitionSelector == null) {
            return null;
        }
        int partition = partitionSelector.applyAsInt(body);
        if (partition < 0) {
            throw new IllegalArgumentException(
                    "Node \"" + name() + "\" chose partition " + partition + "; partitions count from 0");
        }
        return partition;
    }

    private @Nullable Integer provided(PartitionKeyProvider<Object> provider, Object body, String topic)
            throws InterruptedException {
        int count = partitionCounts.of(topic);
        OptionalInt chosen = NodeContract.requireChoice(provider.partition(body, count), "partition", name());
        if (chosen.isEmpty()) {
            return null;
        }
        int partition = chosen.getAsInt();
        if (partition < 0 || partition >= count) {
            throw new IllegalArgumentException("Node \"" + name() + "\" chose partition " + partition + " of topic "
                    + topic + ", which has " + count + ", counted from 0");
        }
        return partition;
    }

    private SchemaAndValue value(@Nullable Object body) {
        if (metrics == NullKafkaMetrics.INSTANCE) {
            return writer.write(body);
        }
        boolean timed = Sampling.isNext();
        long began = timed ? System.nanoTime() : 0;
        SchemaAndValue value;
        try {
            value = writer.write(body);
        } catch (RuntimeException error) {
            metrics.recordSerializeError(bodyType, error);
            throw error;
        }
        if (timed) {
            metrics.recordSerializeLatency(bodyType, System.nanoTime() - began);
        }
        return value;
    }

    private SchemaAndValue key(KafkaMessage<?> message, @Nullable Object body) {
        if (body == null || keySelector == null) {
            return OutputKey.of(message.key(), message.keySchema());
        }
        return OutputKey.of(keySelector.apply(body), null);
    }

    @SuppressWarnings("unchecked") // as above
    private MessageHeaders headers(KafkaMessage<?> message) {
        return headersSelector == null
                ? message.headersWithCorrelationId()
                : NodeContract.requireChoice(headersSelector.apply((KafkaMessage<Object>) message), "headers", name());
    }

    private @Nullable Long timestamp(KafkaMessage<?> message, @Nullable Object body) {
        Instant timestamp = body == null || timestampSelector == null
                ? message.timestamp().orElse(null)
                : NodeContract.requireChoice(timestampSelector.apply(body), "timestamp", name());
        if (timestamp == null) {
            return null;
        }
        long millis = timestamp.toEpochMilli();
        if (millis < 0) {
            throw new IllegalArgumentException(
                    "Node \"" + name() + "\" writes a timestamp before 1970, which Kafka does not store");
        }
        return millis;
    }
}

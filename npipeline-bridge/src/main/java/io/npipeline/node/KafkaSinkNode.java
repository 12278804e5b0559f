package io.npipeline.node;

import io.npipeline.binding.BodyForm;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.MessageHeaders;
import io.npipeline.message.TopicNames;
import io.npipeline.partitioning.PartitionKeyProvider;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka end a pipeline writes to. Key, headers and timestamp of a message pass through unchanged, but for a header with
 * the {@link KafkaMessage#correlationId() correlation id} where there is none, and the producer chooses the partition; the
 * options choose otherwise. What a function of an option throws, or a {@code null} it returns
 * where that is not allowed, is a failure of this node.
 *
 * <p>Immutable: each option returns a copy. The functions are called on many threads at a time.
 *
 * @param <T> the type of the body
 */
public final class KafkaSinkNode<T> {

    private final Class<T> bodyType;
    private @Nullable String topic;
    private @Nullable Function<? super T, String> topicSelector;
    private @Nullable Function<? super T, ?> keySelector;
    private @Nullable ToIntFunction<? super T> partitionSelector;
    private @Nullable PartitionKeyProvider<? super T> partitionProvider;
    private @Nullable Function<? super T, Instant> timestampSelector;
    private @Nullable Function<? super KafkaMessage<T>, MessageHeaders> headersSelector;
    private @Nullable BodyForm form;

    private KafkaSinkNode(Class<T> bodyType) {
        this.bodyType = bodyType;
    }

    /** Whose caller sets the one field that differs before it lets the copy out. */
    private KafkaSinkNode<T> copy() {
        KafkaSinkNode<T> copy = new KafkaSinkNode<>(bodyType);
        copy.topic = topic;
        copy.topicSelector = topicSelector;
        copy.keySelector = keySelector;
        copy.partitionSelector = partitionSelector;
        copy.partitionProvider = partitionProvider;
        copy.timestampSelector = timestampSelector;
        copy.headersSelector = headersSelector;
        copy.form = form;
        return copy;
    }

    /** Writes bodies of the type to the connector's {@code npipeline.topic}. */
    public static <T> KafkaSinkNode<T> of(Class<T> bodyType) {
        return new KafkaSinkNode<>(bodyType);
    }

    /** Takes the key from the body. Tombstones keep the key they have. */
    public KafkaSinkNode<T> keyedBy(Function<? super T, ?> selector) {
        KafkaSinkNode<T> copy = copy();
        copy.keySelector = selector;
        return copy;
    }

    /**
     * Writes to this topic, tombstones included.
     *
     * @throws IllegalArgumentException when that cannot be the name of a topic
     */
    public KafkaSinkNode<T> toTopic(String newTopic) {
        if (!TopicNames.isLegal(newTopic)) {
            throw new IllegalArgumentException("Topic \"" + newTopic + "\" " + TopicNames.RULE);
        }
        KafkaSinkNode<T> copy = copy();
        copy.topic = newTopic;
        copy.topicSelector = null;
        return copy;
    }

    /** Takes the topic from the body. Tombstones go to the connector's {@code npipeline.topic}. */
    public KafkaSinkNode<T> toTopic(Function<? super T, String> selector) {
        KafkaSinkNode<T> copy = copy();
        copy.topic = null;
        copy.topicSelector = selector;
        return copy;
    }

    /**
     * Takes the number of the partition from the body, from 0. For tombstones the producer chooses. The topic must have the
     * partition: the worker's producer waits for one that is not there.
     */
    public KafkaSinkNode<T> toPartition(ToIntFunction<? super T> selector) {
        KafkaSinkNode<T> copy = copy();
        copy.partitionSelector = selector;
        copy.partitionProvider = null;
        return copy;
    }

    /**
     * Takes the key from the body, as {@link #keyedBy} does, and the partition where the provider chooses one. That takes a
     * topic which exists, and {@code npipeline.kafka.bootstrap.servers} to ask how many partitions it has.
     */
    public KafkaSinkNode<T> partitionedBy(PartitionKeyProvider<? super T> provider) {
        KafkaSinkNode<T> copy = copy();
        copy.keySelector = provider::partitionKey;
        copy.partitionSelector = null;
        copy.partitionProvider = choosesPartitions(provider) ? provider : null;
        return copy;
    }

    /** Whether a provider has a method of its own for that: the number of partitions is not asked for in vain. */
    private static boolean choosesPartitions(PartitionKeyProvider<?> provider) {
        try {
            return provider.getClass()
                            .getMethod("partition", Object.class, int.class)
                            .getDeclaringClass()
                    != PartitionKeyProvider.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e); // the interface has it
        }
    }

    /** Takes the timestamp from the body. Tombstones keep the one they have. */
    public KafkaSinkNode<T> timestampedBy(Function<? super T, Instant> selector) {
        KafkaSinkNode<T> copy = copy();
        copy.timestampSelector = selector;
        return copy;
    }

    /** Takes the headers from the message, tombstones included; none is added to them. */
    public KafkaSinkNode<T> withHeaders(Function<? super KafkaMessage<T>, MessageHeaders> selector) {
        KafkaSinkNode<T> copy = copy();
        copy.headersSelector = selector;
        return copy;
    }

    /**
     * Hands bodies to the value converter in this form. By default the connector's {@code value.converter} decides: JSON
     * text for the String and ByteArray converters, a Struct with a schema for all others.
     */
    public KafkaSinkNode<T> writtenAs(BodyForm newForm) {
        KafkaSinkNode<T> copy = copy();
        copy.form = newForm;
        return copy;
    }

    public Class<T> bodyType() {
        return bodyType;
    }

    /** Chooses the key of a body, where one was set. */
    public Optional<Function<? super T, ?>> keySelector() {
        return Optional.ofNullable(keySelector);
    }

    /** The one topic to write to, where it was set. */
    public Optional<String> topic() {
        return Optional.ofNullable(topic);
    }

    /** Chooses the topic of a body, where such a choice was set. */
    public Optional<Function<? super T, String>> topicSelector() {
        return Optional.ofNullable(topicSelector);
    }

    /** Chooses the partition of a body, where such a choice was set. */
    public Optional<ToIntFunction<? super T>> partitionSelector() {
        return Optional.ofNullable(partitionSelector);
    }

    /** Chooses the partition of a body by how many there are, where a provider that does so was set. */
    public Optional<PartitionKeyProvider<? super T>> partitionProvider() {
        return Optional.ofNullable(partitionProvider);
    }

    /** Chooses the timestamp of a body, where such a choice was set. */
    public Optional<Function<? super T, Instant>> timestampSelector() {
        return Optional.ofNullable(timestampSelector);
    }

    /** Chooses the headers of a message, where such a choice was set. */
    public Optional<Function<? super KafkaMessage<T>, MessageHeaders>> headersSelector() {
        return Optional.ofNullable(headersSelector);
    }

    /** The form bodies are written in, where one was set. */
    public Optional<BodyForm> form() {
        return Optional.ofNullable(form);
    }
}

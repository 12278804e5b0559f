package io.npipeline.node;

import io.npipeline.binding.BodyForm;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka end a pipeline writes to. Key, headers and timestamp of a message pass through unchanged; the options choose
 * otherwise.
 *
 * <p>Immutable: each option returns a copy.
 *
 * @param <T> the type of the body
 */
public final class KafkaSinkNode<T> {

    private final Class<T> bodyType;
    private final @Nullable Function<? super T, ?> keySelector;
    private final @Nullable String topic;
    private final @Nullable Function<? super T, String> topicSelector;
    private final @Nullable BodyForm form;

    private KafkaSinkNode(
            Class<T> bodyType,
            @Nullable Function<? super T, ?> keySelector,
            @Nullable String topic,
            @Nullable Function<? super T, String> topicSelector,
            @Nullable BodyForm form) {
        this.bodyType = bodyType;
        this.keySelector = keySelector;
        this.topic = topic;
        this.topicSelector = topicSelector;
        this.form = form;
    }

    /** Writes bodies of the type to the connector's {@code npipeline.topic}. */
    public static <T> KafkaSinkNode<T> of(Class<T> bodyType) {
        return new KafkaSinkNode<>(bodyType, null, null, null, null);
    }

    /** Takes the key from the body. Tombstones keep the key they have. */
    public KafkaSinkNode<T> keyedBy(Function<? super T, ?> selector) {
        return new KafkaSinkNode<>(bodyType, selector, topic, topicSelector, form);
    }

    /** Writes to this topic, tombstones included. */
    public KafkaSinkNode<T> toTopic(String newTopic) {
        return new KafkaSinkNode<>(bodyType, keySelector, newTopic, null, form);
    }

    /** Takes the topic from the body. Tombstones go to the connector's {@code npipeline.topic}. */
    public KafkaSinkNode<T> toTopic(Function<? super T, String> selector) {
        return new KafkaSinkNode<>(bodyType, keySelector, null, selector, form);
    }

    /**
     * Hands bodies to the value converter in this form. By default the connector's {@code value.converter} decides: JSON
     * text for the String and ByteArray converters, a Struct with a schema for all others.
     */
    public KafkaSinkNode<T> writtenAs(BodyForm newForm) {
        return new KafkaSinkNode<>(bodyType, keySelector, topic, topicSelector, newForm);
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

    /** The form bodies are written in, where one was set. */
    public Optional<BodyForm> form() {
        return Optional.ofNullable(form);
    }
}

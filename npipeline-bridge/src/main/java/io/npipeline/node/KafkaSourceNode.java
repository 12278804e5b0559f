package io.npipeline.node;

/**
 * The Kafka end a pipeline reads from: the connector's topics. Bodies are bound to the given type on first use.
 *
 * <p>Immutable.
 *
 * @param <T> the type of the body
 */
public final class KafkaSourceNode<T> {

    private final Class<T> bodyType;

    private KafkaSourceNode(Class<T> bodyType) {
        this.bodyType = bodyType;
    }

    /**
     * Reads bodies of the type, one of those of {@link io.npipeline.binding.BodyReader}: a record, {@code String},
     * {@code byte[]}, {@code Map}, {@code Struct}, {@code Object} and others.
     */
    public static <T> KafkaSourceNode<T> of(Class<T> bodyType) {
        return new KafkaSourceNode<>(bodyType);
    }

    public Class<T> bodyType() {
        return bodyType;
    }
}

package io.npipeline.metrics;

/** Listens to nothing: what a task has without {@code npipeline.metrics.class}. */
public final class NullKafkaMetrics implements KafkaMetrics {

    /** The one object there is. */
    public static final KafkaMetrics INSTANCE = new NullKafkaMetrics();

    private NullKafkaMetrics() {}

    /** Does nothing. */
    @Override
    public void close() {}
}

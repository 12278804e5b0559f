package io.npipeline.records;

import io.npipeline.message.UnboundBody;
import io.npipeline.metrics.KafkaMetrics;
import io.npipeline.metrics.NullKafkaMetrics;
import io.npipeline.metrics.Sampling;
import org.jspecify.annotations.Nullable;

/** A body of whose binding somebody is told. Immutable. */
public final class MeteredBody<T> extends UnboundBody<T> {

    private final UnboundBody<T> body;
    private final Class<?> type;
    private final KafkaMetrics metrics;

    private MeteredBody(UnboundBody<T> body, Class<?> type, KafkaMetrics metrics) {
        this.body = body;
        this.type = type;
        this.metrics = metrics;
    }

    /**
     * The body of a message that is about to be made: itself where there is nothing to bind, or nobody to tell.
     *
     * @param type what it is bound to; {@code Object} where that is not known
     */
    public static @Nullable Object of(@Nullable Object body, Class<?> type, KafkaMetrics metrics) {
        return metrics != NullKafkaMetrics.INSTANCE && body instanceof UnboundBody<?> unbound
                ? new MeteredBody<>(unbound, type, metrics)
                : body;
    }

    @Override
    public @Nullable T bind() {
        boolean timed = Sampling.isNext();
        long began = timed ? System.nanoTime() : 0;
        T bound;
        try {
            bound = body.bind();
        } catch (RuntimeException error) {
            metrics.recordDeserializeError(type, error);
            throw error;
        }
        if (timed) {
            metrics.recordDeserializeLatency(type, System.nanoTime() - began);
        }
        return bound;
    }

    @Override
    public @Nullable Object raw() {
        return body.raw();
    }
}

package io.npipeline.kafka.connect.sink;

import io.npipeline.deadletter.DeadLetter;
import io.npipeline.deadletter.DeadLetterSink;
import io.npipeline.metrics.KafkaMetrics;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Tells what becomes of the dead letters that are produced to a topic, which is all that a task of a sink connector produces.
 *
 * <p>Thread safe, but for {@link #close}.
 */
final class MeasuredDeadLetters implements DeadLetterSink {

    private final DeadLetterSink sink;
    private final String topic;
    private final KafkaMetrics metrics;

    /**
     * @param sink closed with this one
     */
    MeasuredDeadLetters(DeadLetterSink sink, String topic, KafkaMetrics metrics) {
        this.sink = sink;
        this.topic = topic;
        this.metrics = metrics;
    }

    @Override
    public CompletionStage<Void> handle(DeadLetter letter) {
        long begin = System.nanoTime();
        CompletionStage<Void> durable;
        try {
            durable = sink.handle(letter);
        } catch (RuntimeException e) {
            metrics.recordProduceError(topic, e);
            throw e;
        }
        return durable.whenComplete((nothing, error) -> {
            if (error == null) {
                metrics.recordProduced(topic, 1);
                metrics.recordProduceLatency(topic, System.nanoTime() - begin);
            } else {
                metrics.recordProduceError(topic, unwrapped(error));
            }
        });
    }

    private static Throwable unwrapped(Throwable error) {
        Throwable cause = error instanceof CompletionException ? error.getCause() : null;
        return cause == null ? error : cause;
    }

    @Override
    public void close() {
        sink.close();
    }
}

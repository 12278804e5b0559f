package io.npipeline.engine;

import io.npipeline.binding.BodyForm;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.message.Correlation;
import io.npipeline.metrics.KafkaMetrics;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an engine runs a graph. Immutable.
 *
 * @param connectorName the connector's name
 * @param taskId the task's number, from 0
 * @param correlation how the ids of messages are read and made
 * @param loggedIds which of them are in the logging context while nodes are called
 * @param metrics is told of events; never throws
 * @param output where and how Kafka sinks write; {@code null} where there are none
 */
public record EngineSettings(
        String connectorName,
        int taskId,
        Processing processing,
        Failures failures,
        Acknowledgment acknowledgment,
        Correlation correlation,
        LoggedIds loggedIds,
        KafkaMetrics metrics,
        @Nullable OutputSettings output) {

    /**
     * Which messages run when. Immutable.
     *
     * @param ordering which messages wait for each other
     * @param maxDegreeOfParallelism the most calls to user code at a time
     * @param threads the kind of thread they run on
     * @param maxParkedPerKey at so many messages waiting for one of their key that is retried, its retries end; of effect
     *     with {@link Ordering#KEY} only
     */
    public record Processing(Ordering ordering, int maxDegreeOfParallelism, ThreadKind threads, int maxParkedPerKey) {}

    /**
     * What becomes of messages that fail. Immutable.
     *
     * @param defaultPolicy the policy of nodes that have none of their own; its last step completes those that have one
     * @param deadLetterTimeout how long a dead letter is tried to be stored before the task fails
     */
    public record Failures(FailurePolicy defaultPolicy, Duration deadLetterTimeout) {}

    /**
     * What settles a message. Immutable.
     *
     * @param delay how long after its end, where the strategy is {@link AcknowledgmentStrategy#DELAYED}
     */
    public record Acknowledgment(AcknowledgmentStrategy strategy, Duration delay) {}

    /**
     * What Kafka sinks do unless they say otherwise. Immutable.
     *
     * @param topic the topic they write to
     * @param form the form in which they hand bodies to the value converter
     * @param headerForm what the header converter takes
     * @param partitions the partitions of the topics they write to
     * @param maxBytes what the producer takes, where that is known and nothing behind the engine makes records smaller;
     *     {@code Long.MAX_VALUE} otherwise: a record whose value is larger fails at its node instead of ending the task, where
     *     no failure policy sees it
     */
    public record OutputSettings(
            String topic, BodyForm form, HeaderForm headerForm, PartitionCounts partitions, long maxBytes) {}
}

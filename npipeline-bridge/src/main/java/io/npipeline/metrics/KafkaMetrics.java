package io.npipeline.metrics;

import java.util.Map;

/**
 * Is told what happens in a task, to hand it to a monitoring system. Named by {@code npipeline.metrics.class}, whose class lies
 * beside the connector's and has a public constructor without parameters. Each task has one object of it; nodes get it from
 * {@code NodeContext.metrics()}.
 *
 * <p>Called by many threads at a time, some of which the task waits for, so implementations must be thread safe and must not
 * block. One that throws does no harm: its first exception is logged as a warning, further ones are swallowed.
 *
 * <p>Every method but {@link #open} and {@link #close} stands for an event; all do nothing unless overridden. Latencies are
 * nanoseconds. Where events are sampled their method says so: then each stands for itself only, and none is multiplied.
 */
public interface KafkaMetrics extends AutoCloseable {

    /**
     * Called once, before any other method. When it fails, none of the others is called but {@link #close}, and the task goes
     * on without metrics.
     *
     * @param connectorName the connector's name
     * @param taskId the number of the task within its connector, from 0
     * @param parameters the pipeline's own: each {@code npipeline.pipeline.param.<name>} by its name
     */
    default void open(String connectorName, int taskId, Map<String, String> parameters) throws Exception {}

    /**
     * Called once, also when {@link #open} failed. No event begins after it; one that another thread was told of just before
     * may still be under way.
     */
    @Override
    default void close() throws Exception {}

    /** Records were produced to a topic: the producer has their acknowledgement. */
    default void recordProduced(String topic, int count) {}

    /** How long it took from handing a record to the worker until it was produced. */
    default void recordProduceLatency(String topic, long nanos) {}

    /** A record could not be produced. */
    default void recordProduceError(String topic, Throwable error) {}

    /**
     * How many messages one call of a batch sink or of a transactional sink wrote, or tried to write; and in a source connector
     * how many records for a topic one list had that was handed to the worker.
     *
     * @param topic where the first of them was read: the topic; for items of a source of the user's the text of its source
     *     partition. Of a list the topic that is written to
     */
    default void recordBatchSize(String topic, int size) {}

    /** Records of a topic were taken in. */
    default void recordConsumed(String topic, int count) {}

    /** How long a poll of the task's own consumer took. */
    default void recordPollLatency(String topic, long nanos) {}

    /** How long it took until positions were committed. */
    default void recordCommitLatency(String topic, long nanos) {}

    /** Positions could not be committed. */
    default void recordCommitError(String topic, Throwable error) {}

    /** How many records of a partition are not done with: from the next position to commit to the end of the log. */
    default void recordLag(String topic, int partition, long lag) {}

    /**
     * How long it took to make Connect data of a body, before the worker's converter makes bytes of that. Sampled, about one of
     * 64.
     */
    default void recordSerializeLatency(Class<?> type, long nanos) {}

    /**
     * How long it took to make a body of Connect data, after the worker's converter made that of bytes. Sampled, about one of
     * 64. A body that no node looks at is never made.
     *
     * @param type what bodies are bound to; {@code Object} where that is not known
     */
    default void recordDeserializeLatency(Class<?> type, long nanos) {}

    /** A body could not be made Connect data of. Each attempt counts. */
    default void recordSerializeError(Class<?> type, Throwable error) {}

    /** A body could not be bound to its type. Each attempt counts. */
    default void recordDeserializeError(Class<?> type, Throwable error) {}

    /** How long a transaction took that was committed: of a source connector's producer, or in the store of a transactional sink. */
    default void recordTransactionCommit(long nanos) {}

    /** How long a transaction had taken that was aborted. */
    default void recordTransactionAbort(long nanos) {}

    /** A transaction failed, and perhaps was committed all the same. Each attempt counts. */
    default void recordTransactionError(Throwable error) {}
}

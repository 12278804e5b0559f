package io.npipeline.metrics;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before an implementation of the user's: whatever that throws ends here, the first time with a warning. Written out
 * method by method, as an event is to cost no object. An event that comes after the end, from a client that completes what was
 * in flight, is dropped.
 *
 * <p>Thread safe.
 */
public final class GuardedKafkaMetrics implements KafkaMetrics {

    private static final Logger log = LoggerFactory.getLogger(GuardedKafkaMetrics.class);

    private final String name;

    /** The implementation, until it is closed. */
    private volatile KafkaMetrics metrics;

    private final AtomicBoolean warned = new AtomicBoolean();

    private GuardedKafkaMetrics(KafkaMetrics metrics) {
        this.name = metrics.getClass().getName();
        this.metrics = metrics;
    }

    /**
     * Opens an implementation and guards it; one that cannot be opened is closed, and nothing listens in its place. Never
     * fails.
     */
    public static KafkaMetrics open(
            KafkaMetrics metrics, String connectorName, int taskId, Map<String, String> parameters) {
        GuardedKafkaMetrics guarded = new GuardedKafkaMetrics(metrics);
        try {
            metrics.open(connectorName, taskId, parameters);
            return guarded;
        } catch (Throwable error) {
            keepInterrupt(error);
            log.warn("The metrics {} could not be opened; the task goes on without them", guarded.name, error);
            guarded.close();
            return NullKafkaMetrics.INSTANCE;
        }
    }

    @Override
    public void close() {
        KafkaMetrics ended = metrics;
        metrics = NullKafkaMetrics.INSTANCE;
        try {
            ended.close();
        } catch (Throwable error) {
            keepInterrupt(error);
            log.warn("The metrics {} failed to close", name, error);
        }
    }

    @Override
    public void recordProduced(String topic, int count) {
        try {
            metrics.recordProduced(topic, count);
        } catch (Throwable error) {
            failed(error);
        }
    }

    @Override
    public void recordProduceLatency(String topic, long nanos) {
        try {
            metrics.recordProduceLatency(topic, nanos);
        } catch (Throwable error) {
            failed(error);
        }
    }

    @Override
    public void recordProduceError(String topic, Throwable error) {
        try {
            metrics.recordProduceError(topic, error);
        } catch (Throwable e) {
            failed(e);
        }
    }

    @Override
    public void recordBatchSize(String topic, int size) {
        try {
            metrics.recordBatchSize(topic, size);
        } catch (Throwable error) {
            failed(error);
        }
    }

    @Override
    public void recordConsumed(String topic, int count) {
        try {
            metrics.recordConsumed(topic, count);
        } catch (Throwable error) {
            failed(error);
        }
    }

    @Override
    public void recordPollLatency(String topic, long nanos) {
        try {
            metrics.recordPollLatency(topic, nanos);
        } catch (Throwable error) {
            failed(error);
        }
    }

    @Override
    public void recordCommitLatency(String topic, long nanos) {
        try {
            metrics.recordCommitLatency(topic, nanos);
        } catch (Throwable error) {
            failed(error);
        }
    }

    @Override
    public void recordCommitError(String topic, Throwable error) {
        try {
            metrics.recordCommitError(topic, error);
        } catch (Throwable e) {
            failed(e);
        }
    }

    @Override
    public void recordLag(String topic, int partition, long lag) {
        try {
            metrics.recordLag(topic, partition, lag);
        } catch (Throwable error) {
            failed(error);
        }
    }

    @Override
    public void recordSerializeLatency(Class<?> type, long nanos) {
        try {
            metrics.recordSerializeLatency(type, nanos);
        } catch (Throwable error) {
            failed(error);
        }
    }

    @Override
    public void recordDeserializeLatency(Class<?> type, long nanos) {
        try {
            metrics.recordDeserializeLatency(type, nanos);
        } catch (Throwable error) {
            failed(error);
        }
    }

    @Override
    public void recordSerializeError(Class<?> type, Throwable error) {
        try {
            metrics.recordSerializeError(type, error);
        } catch (Throwable e) {
            failed(e);
        }
    }

    @Override
    public void recordDeserializeError(Class<?> type, Throwable error) {
        try {
            metrics.recordDeserializeError(type, error);
        } catch (Throwable e) {
            failed(e);
        }
    }

    @Override
    public void recordTransactionCommit(long nanos) {
        try {
            metrics.recordTransactionCommit(nanos);
        } catch (Throwable error) {
            failed(error);
        }
    }

    @Override
    public void recordTransactionAbort(long nanos) {
        try {
            metrics.recordTransactionAbort(nanos);
        } catch (Throwable error) {
            failed(error);
        }
    }

    @Override
    public void recordTransactionError(Throwable error) {
        try {
            metrics.recordTransactionError(error);
        } catch (Throwable e) {
            failed(e);
        }
    }

    private void failed(Throwable error) {
        keepInterrupt(error);
        if (warned.compareAndSet(false, true)) {
            log.warn(
                    "The metrics {} failed on an event; the task goes on, and further failures are not logged",
                    name,
                    error);
        }
    }

    private static void keepInterrupt(Throwable error) {
        if (error instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.npipeline.engine;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.message.KafkaMessage;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows messages to an observer whose failures are of no consequence to them. */
final class TapOperator extends Operator {

    private static final Logger log = LoggerFactory.getLogger(TapOperator.class);
    private static final long LOG_INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

    private final Operator observer;
    private final RunState state;
    private final EngineCounters counters;
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong nextLogAt = new AtomicLong(System.nanoTime());

    TapOperator(OperatorMeter meter, FailurePolicy policy, Operator observer, RunState state, EngineCounters counters) {
        super(meter, policy);
        this.observer = observer;
        this.state = state;
        this.counters = counters;
    }

    @Override
    @Nullable
    KafkaMessage<?> apply(KafkaMessage<?> message, Delivery delivery) throws Exception {
        try {
            observer.apply(message, delivery);
            meter().wentOut(1);
        } catch (Throwable error) {
            // Our own interrupt must not be taken for a failure of the tap alone: the nodes behind are about to be
            // closed.
            if (EndOfTask.isJvmError(error) || (state.isStopping() && EndOfTask.isInterruption(error))) {
                throw error;
            }
            failed(message, error);
        }
        return null;
    }

    private void failed(KafkaMessage<?> message, Throwable error) {
        meter().failed(1);
        counters.tapFailed();
        long count = failures.incrementAndGet();
        long due = nextLogAt.get();
        long now = System.nanoTime();
        if (now - due >= 0 && nextLogAt.compareAndSet(due, now + LOG_INTERVAL_NANOS)) {
            log.warn(
                    "Tap \"{}\" failed on {}; the message goes on. Failures so far: {}; further ones are logged once a minute",
                    name(),
                    message.origin(),
                    count,
                    error);
        }
    }
}

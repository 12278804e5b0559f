package io.npipeline.engine;

import io.npipeline.metrics.KafkaMetrics;
import java.time.Clock;

/**
 * What all operators and runs of one engine share.
 *
 * <p>Immutable; the parts are thread safe, but for what they keep for the task thread.
 */
record EngineParts(
        RunState state,
        EngineCounters counters,
        FailureHandler failures,
        DeadLetterDispatch deadLetters,
        OpenShares openShares,
        Timer timer,
        WorkerPool workers,
        LogContext logContext,
        KafkaMetrics metrics,
        Clock clock) {}

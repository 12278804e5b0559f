package io.npipeline.engine;

import java.time.Clock;

/**
 * What all operators and runs of one engine share.
 *
 * <p>Immutable; the parts are thread safe.
 */
record EngineParts(
        RunState state,
        EngineCounters counters,
        FailureHandler failures,
        DeadLetterDispatch deadLetters,
        OpenShares openShares,
        Timer timer,
        WorkerPool workers,
        Clock clock) {}

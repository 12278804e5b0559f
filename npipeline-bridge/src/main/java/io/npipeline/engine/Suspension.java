package io.npipeline.engine;

import io.npipeline.message.KafkaMessage;

/** What a suspended delivery waits for, and the call with which it goes on. */
sealed interface Suspension permits FailedCall, HeldCall, PendingCall, SinkShare {

    /** The operator to call. */
    Operator at();

    /** The message to call it with. */
    KafkaMessage<?> message();
}

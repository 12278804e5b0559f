package io.npipeline.engine;

/** What became of a message by the user's word, or of the chance to say one. Immutable. */
sealed interface Decision permits PlainDecision, Rejected {}

package io.npipeline.engine;

import java.util.concurrent.CompletionStage;

/** What is to be stored for one dead letter. Used by one attempt at a time. */
sealed interface DeadLetterStore permits LetterStore, RecordStore {

    /** Stores what is not stored yet. */
    CompletionStage<Void> store();

    /** Makes it smaller because it is too large; returns whether that was possible. */
    boolean makeSmaller();
}

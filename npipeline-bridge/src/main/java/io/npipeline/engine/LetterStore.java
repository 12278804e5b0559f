package io.npipeline.engine;

import io.npipeline.deadletter.DeadLetter;
import io.npipeline.deadletter.DeadLetterSink;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** Stores the letter in a sink. */
final class LetterStore implements DeadLetterStore {

    private final DeadLetterSink sink;
    private DeadLetter letter;

    LetterStore(DeadLetterSink sink, DeadLetter letter) {
        this.sink = sink;
        this.letter = letter;
    }

    @Override
    public CompletionStage<Void> store() {
        return Objects.requireNonNull(sink.handle(letter), "the dead-letter sink returned null");
    }

    @Override
    public boolean leaveItemOut() {
        if (letter.isItemLeftOut()) {
            return false;
        }
        letter = letter.withoutItem();
        return true;
    }
}

package io.npipeline.engine;

import io.npipeline.deadletter.DeadLetter;
import io.npipeline.deadletter.DeadLetterSink;
import java.util.Objects;
import java.util.Optional;
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
    public boolean makeSmaller() {
        Optional<DeadLetter> smaller = letter.smaller();
        smaller.ifPresent(part -> letter = part);
        return smaller.isPresent();
    }
}

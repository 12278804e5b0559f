package io.npipeline.message;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What a message's acknowledgement acts on: the delivery it belongs to. Implemented by the engine.
 *
 * <p>Implementations are thread safe.
 */
public interface Acknowledgement {

    /** For messages that belong to no delivery, such as those a test builds. */
    Acknowledgement DETACHED = new Acknowledgement() {
        @Override
        public CompletionStage<Void> acknowledge() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public boolean isAcknowledged() {
            return false;
        }
    };

    /** See {@link AcknowledgableMessage#acknowledge()}. */
    CompletionStage<Void> acknowledge();

    /** See {@link AcknowledgableMessage#isAcknowledged()}. */
    boolean isAcknowledged();
}

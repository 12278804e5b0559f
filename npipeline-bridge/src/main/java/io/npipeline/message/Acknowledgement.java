package io.npipeline.message;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What a message's acknowledgement acts on: the delivery it belongs to. Implemented by the engine.
 *
 * <p>Implementations are thread safe.
 */
public interface Acknowledgement {

    /** For messages that belong to no delivery, such as those a test builds. */
    Acknowledgement DETACHED = new Acknowledgement() {
        @Override
        public CompletionStage<Void> acknowledge(String messageId) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> reject(Rejection how, String messageId) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public boolean isAcknowledged() {
            return false;
        }

        @Override
        public Correlation correlation() {
            return new Correlation(Correlation.DEFAULT_HEADER, "");
        }

        @Override
        public String correlationId(Origin origin) {
            return correlation().made(origin);
        }
    };

    /**
     * See {@link AcknowledgableMessage#acknowledge()}.
     *
     * @param messageId names the message in what the stage may fail with
     */
    CompletionStage<Void> acknowledge(String messageId);

    /** See {@link AcknowledgableMessage#reject}. */
    CompletionStage<Void> reject(Rejection how, String messageId);

    /** See {@link AcknowledgableMessage#isAcknowledged()}. */
    boolean isAcknowledged();

    /** How the ids of its messages are read and made. */
    Correlation correlation();

    /**
     * The id of the record, for messages of it that have none in their headers: the one that it came with, or else one that is
     * made of its origin, the first time that somebody asks; {@code null} where there are no ids.
     *
     * @param origin of the message
     */
    @Nullable
    String correlationId(Origin origin);
}

package io.npipeline.message;

/** An acknowledgement came after its partition had been revoked: the record is delivered again to the new owner. */
public final class PartitionLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PartitionLostException(String messageId) {
        super("The partition of message " + messageId
                + " was revoked before the message was settled; its new owner gets the record again");
    }
}

package io.npipeline.message;

/**
 * A message was acknowledged or rejected and its partition lost, or the task stopped, before it was known to be settled: it
 * may be delivered again.
 */
public final class PartitionLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PartitionLostException(String messageId) {
        super("The task lost the partition of message " + messageId
                + " before the message was known to be settled; its record may be delivered again");
    }
}

package io.npipeline.message;

/** A message was acknowledged and its partition lost, or the task stopped, before it was settled: it is delivered again. */
public final class PartitionLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PartitionLostException(String messageId) {
        super("The task lost the partition of message " + messageId
                + " before the message was settled; its record is delivered again");
    }
}

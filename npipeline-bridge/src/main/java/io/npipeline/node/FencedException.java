package io.npipeline.node;

/**
 * Thrown by a {@link ClaimedPartition} that is somebody else's by now. No failure policy is asked: the task gives the partition
 * up, and its records that are in flight with it.
 */
public final class FencedException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param message who the owner is, as far as the store knows
     */
    public FencedException(String message) {
        super(message);
    }
}

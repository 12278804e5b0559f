package io.npipeline.node;

import java.util.Map;

/** Thrown by a {@link BatchSinkNode} of whose batch only some messages failed. */
public final class BatchFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Map<Integer, Throwable> failures;

    /**
     * @param failures the error of each failed message by its index in the batch; not empty
     */
    public BatchFailure(Map<Integer, ? extends Throwable> failures) {
        super(failures.size() + " message(s) of the batch failed");
        if (failures.isEmpty()) {
            throw new IllegalArgumentException("A batch failure must name at least one failed message");
        }
        this.failures = Map.copyOf(failures);
        failures.values().forEach(this::addSuppressed);
    }

    /** The error of each failed message by its index in the batch. */
    public Map<Integer, Throwable> failures() {
        return failures;
    }
}

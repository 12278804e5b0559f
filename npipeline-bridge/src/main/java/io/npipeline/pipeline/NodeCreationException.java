package io.npipeline.pipeline;

import org.jspecify.annotations.Nullable;

/** A pipeline asked for a node that cannot be made. The message is one sentence that names its class. */
public final class NodeCreationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param problem what is wrong, as the end of a sentence about the class
     */
    public NodeCreationException(Class<?> type, String problem, @Nullable Throwable cause) {
        super(type.getName() + " " + problem, cause);
    }
}

package io.npipeline.pipeline;

/** A pipeline's nodes and edges do not make a valid graph. The message is one sentence that names the node. */
public final class GraphException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public GraphException(String message) {
        super(message);
    }
}

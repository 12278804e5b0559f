package io.npipeline.pipeline;

/**
 * No {@code connectWhen} of a node takes a message, and the node has neither a {@code connectOtherwise} nor a
 * {@code dropOtherwise}.
 */
public final class NoRouteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NoRouteException(String nodeName) {
        super("No route of node \"" + nodeName + "\" takes the message; connectOtherwise or dropOtherwise would");
    }
}

package io.npipeline.engine;

import org.jspecify.annotations.Nullable;

/** What a node must return. */
final class NodeContract {

    private NodeContract() {}

    static <V> V requireResult(@Nullable V result, String nodeName) {
        if (result == null) {
            throw new IllegalStateException(
                    "Node \"" + nodeName + "\" returned null; a node that drops messages is a filter");
        }
        return result;
    }
}

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

    /** What a Kafka sink's option chose. */
    static <V> V requireChoice(@Nullable V choice, String what, String nodeName) {
        if (choice == null) {
            throw new IllegalStateException("Node \"" + nodeName + "\" chose null as the " + what + " of a record");
        }
        return choice;
    }
}

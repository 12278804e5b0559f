package io.npipeline.quickstart.graph;

/** The outline of a node, by what it is. */
enum NodeShape {
    /** Topics. */
    KAFKA,
    /** A source or sink of the user's. */
    OUTSIDE,
    /** Code of the user's in between. */
    CODE,
    /** Lets some messages pass. */
    FILTER,
    /** Gathers messages. */
    BATCHER
}

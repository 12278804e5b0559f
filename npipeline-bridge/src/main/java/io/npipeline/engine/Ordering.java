package io.npipeline.engine;

/** Which messages wait for each other. */
public enum Ordering {
    /** Messages of one partition run one after the other. */
    PARTITION,
    /** Messages of one key within one partition run one after the other; those without a key run in any order. */
    KEY,
    /** Messages run in any order. */
    UNORDERED
}

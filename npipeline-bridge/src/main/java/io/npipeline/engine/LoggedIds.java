package io.npipeline.engine;

/** Which correlation ids are in the logging context while nodes are called. */
public enum LoggedIds {
    /** None. */
    NONE,
    /** Those that records came with. */
    RECEIVED,
    /** Those, and the ones that are made for records without. */
    ALL
}

package io.npipeline.deployment;

/** Whether a consumer reads what transactions wrote that were not committed. */
public enum IsolationLevel {
    READ_UNCOMMITTED,
    READ_COMMITTED
}

package io.npipeline.engine;

/** The kind of thread that user code runs on. */
public enum ThreadKind {
    /** Virtual threads from JDK 24, where they no longer pin on monitors; platform threads before. */
    AUTO,
    /** Platform threads. */
    PLATFORM,
    /** Virtual threads; refused on a JDK that has none. */
    VIRTUAL
}

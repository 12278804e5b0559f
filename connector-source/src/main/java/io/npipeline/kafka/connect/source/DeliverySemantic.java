package io.npipeline.kafka.connect.source;

/** What is promised of every output record. */
enum DeliverySemantic {
    /** It is written, and after a crash maybe again. */
    AT_LEAST_ONCE,
    /** It is written once, as far as readers with {@code isolation.level=read_committed} can see. */
    EXACTLY_ONCE
}

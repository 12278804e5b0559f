package io.npipeline.pipeline;

import java.util.function.Predicate;

/** Which messages take an edge. The closed set that the engine compiles. Immutable. */
public sealed interface EdgeCondition {

    /** Every message. */
    record Always() implements EdgeCondition {}

    /** Messages for whose body the predicate holds and that no route before took. */
    record When(Predicate<?> predicate) implements EdgeCondition {}

    /** Messages that no route takes. */
    record Otherwise() implements EdgeCondition {}
}

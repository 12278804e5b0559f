package io.npipeline.engine;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToLongFunction;

/**
 * The tallies of all threads of one engine. They stay when their thread has ended.
 *
 * <p>Thread safe; operators are added before the first thread asks for its tally.
 */
final class Tallies {

    private final Queue<Tally> all = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<Tally> own = ThreadLocal.withInitial(this::add);
    private int operators;

    /** Adds an operator; returns the first of its slots. */
    int addOperator() {
        return Tally.slotOf(operators++);
    }

    /** That of the current thread. */
    Tally own() {
        return own.get();
    }

    private Tally add() {
        Tally tally = new Tally(operators);
        all.add(tally);
        return tally;
    }

    /** A count over all threads. */
    long sum(ToLongFunction<Tally> count) {
        long sum = 0;
        for (Tally tally : all) {
            sum += count.applyAsLong(tally);
        }
        return sum;
    }
}

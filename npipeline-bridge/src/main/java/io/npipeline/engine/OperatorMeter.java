package io.npipeline.engine;

import io.npipeline.metrics.LatencyWindow;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * What one operator did. What happens to every message is in the {@link Tally} of the thread that did it; what is rare is here.
 *
 * <p>Messages come in at an operator in one of two ways: a run begins there, because it is the first, or a branch was left
 * open there; or the run went on from an operator whose first output it is. So what came in is the runs begun there and what
 * went on from those operators, and need not be counted.
 *
 * <p>Thread safe, once the graph is compiled.
 */
final class OperatorMeter {

    /** What an operator sees to itself, because its runner cannot. */
    enum Own {
        /** Says which messages went out, because its return does not. */
        OUTCOME,
        /** Says how long calls took, because its return is not their end. */
        TIME,
        /** Has no calls that are of interest. */
        NO_TIME
    }

    private final String node;
    private final Tallies tallies;
    private final int slot;
    private final LatencyWindow latency;
    private final Set<Own> own;
    private final Set<OperatorMeter> before = new LinkedHashSet<>();
    private final LongAdder failed = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final LongAdder skipped = new LongAdder();
    private final LongAdder deadLettered = new LongAdder();

    /**
     * @param latency of its node
     */
    OperatorMeter(String node, Tallies tallies, LatencyWindow latency, Set<Own> own) {
        this.node = node;
        this.tallies = tallies;
        this.slot = tallies.addOperator();
        this.latency = latency;
        this.own = Set.copyOf(own);
    }

    /** The name of its node. */
    String node() {
        return node;
    }

    int slot() {
        return slot;
    }

    /** Whether the runner takes the time of some calls. */
    boolean isSampled() {
        return !own.contains(Own.TIME) && !own.contains(Own.NO_TIME);
    }

    /** While the graph is compiled: this is the first output of the other. */
    void follows(OperatorMeter other) {
        before.add(other);
    }

    /** Messages went out in another way than to the first output. */
    void wentOut(int count) {
        tallies.own().wentOut(slot, count);
    }

    /**
     * A call was timed.
     *
     * @param calls for how many it stands
     * @param now {@link System#nanoTime} of just now
     */
    void took(long nanos, long calls, long now) {
        latency.record(nanos, calls, now);
    }

    /** The same for one call that began then, by {@link System#nanoTime}. */
    void tookSince(long began) {
        long now = System.nanoTime();
        latency.record(now - began, 1, now);
    }

    void failed(int messages) {
        failed.add(messages);
    }

    void retried(int messages) {
        retried.add(messages);
    }

    void skipped(int messages) {
        skipped.add(messages);
    }

    void deadLettered(int messages) {
        deadLettered.add(messages);
    }

    long in() {
        long in = tallies.sum(tally -> tally.begunAt(slot));
        for (OperatorMeter other : before) {
            in += other.wentOn();
        }
        return in;
    }

    private long wentOn() {
        return tallies.sum(tally -> tally.wentOnAt(slot));
    }

    long out() {
        long out = tallies.sum(tally -> tally.wentOutAt(slot));
        return own.contains(Own.OUTCOME) ? out : out + wentOn();
    }

    long failed() {
        return failed.sum();
    }

    long retried() {
        return retried.sum();
    }

    long skipped() {
        return skipped.sum();
    }

    long deadLettered() {
        return deadLettered.sum();
    }
}

package io.npipeline.engine;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** What the owners of a partition should know of it, told with plain sets. */
final class ReferencePartition {

    private final TreeSet<Long> inFlight = new TreeSet<>();
    private final TreeSet<Long> settled = new TreeSet<>();
    private final Set<Long> settledEver = new HashSet<>();
    private final TreeSet<Long> storedMap = new TreeSet<>();
    private long storedOffset;
    private long position;

    /** The offset from which the consumer reads on. */
    long position() {
        return position;
    }

    /** A record comes; returns whether it must not run, because an earlier owner settled it. */
    boolean put(long offset) {
        position = offset + 1;
        return settled.contains(offset) || !inFlight.add(offset);
    }

    void settle(long offset) {
        inFlight.remove(offset);
        settled.add(offset);
        settledEver.add(offset);
    }

    boolean wasSettledEver(long offset) {
        return settledEver.contains(offset);
    }

    /** The offset to commit. */
    long frontier() {
        return inFlight.isEmpty() ? position : inFlight.first();
    }

    boolean isSettled(long offset) {
        return settled.contains(offset);
    }

    /** The highest offset that is settled, or one below the frontier. */
    long lastSettled() {
        return settled.isEmpty() ? frontier() - 1 : Math.max(settled.last(), frontier() - 1);
    }

    /** The owner commits: its frontier, and a map of what is settled between that and an offset. */
    void commit(long endOfMap) {
        storedOffset = frontier();
        settled.headSet(storedOffset).clear();
        storedMap.clear();
        storedMap.addAll(settled.headSet(endOfMap));
    }

    /** An owner takes over what was committed last. */
    void open() {
        inFlight.clear();
        settled.clear();
        settled.addAll(storedMap);
        position = storedOffset;
    }
}

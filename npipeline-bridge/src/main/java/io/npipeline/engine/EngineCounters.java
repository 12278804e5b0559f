package io.npipeline.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;

/**
 * What the nodes of an engine did, and what else is counted.
 *
 * <p>Thread safe, once the graph is compiled.
 */
final class EngineCounters {

    private final Tallies tallies = new Tallies();
    private final Map<String, NodeMeter> nodes = new LinkedHashMap<>();
    private final LongAdder crowded = new LongAdder();
    private final LongAdder tapFailed = new LongAdder();

    /** The node of this name; a new one, if it is not known yet. */
    NodeMeter node(String name) {
        return nodes.computeIfAbsent(name, unknown -> new NodeMeter(unknown, tallies));
    }

    Tallies tallies() {
        return tallies;
    }

    /** The retries of a message ended because too many waited for it. */
    void crowded() {
        crowded.increment();
    }

    void tapFailed() {
        tapFailed.increment();
    }

    long retriedRecords() {
        return sum(NodeReadings::retried);
    }

    long skippedRecords() {
        return sum(NodeReadings::skipped);
    }

    long deadLetteredRecords() {
        return sum(NodeReadings::deadLettered);
    }

    long crowdedRecords() {
        return crowded.sum();
    }

    long tapFailures() {
        return tapFailed.sum();
    }

    private long sum(ToLongFunction<NodeReadings> count) {
        return nodes.values().stream().mapToLong(count).sum();
    }

    @Override
    public String toString() {
        return retriedRecords() + " retried, " + skippedRecords() + " skipped, " + deadLetteredRecords()
                + " dead-lettered, " + crowded + " given up because too many waited, " + tapFailed + " failed in taps";
    }
}

package io.npipeline.benchmarks.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Several sides that ran the same rounds in turn, seen from their peer. Immutable. */
public final class Standings {

    private static final String UNIT = "records/s";

    private final Map<String, Measured> sides;
    private final String peer;

    /**
     * @param sides what each did, by its name
     * @param peer the one they are compared with
     */
    public Standings(Map<String, Measured> sides, String peer) {
        this.sides = Collections.unmodifiableMap(new LinkedHashMap<>(sides));
        this.peer = peer;
    }

    /** The records per second of a side, a median. */
    public double rate(String side) {
        return measured(side).rates().median();
    }

    /** The throughput of one side by that of another of the same round, a median. */
    public double ratio(String side, String other) {
        return ratios(side, other).median();
    }

    /** The throughput of a side by that of the peer of the same round, a median. */
    public double ratio(String side) {
        return ratio(side, peer);
    }

    private Samples ratios(String side, String other) {
        return measured(side).rates().dividedBy(measured(other).rates());
    }

    /** What speaks against comparing with the peer, a sentence each. */
    public List<String> problems() {
        return Validity.problems(
                peer, measured(peer).shortestSeconds(), measured(peer).rates());
    }

    /** The result when one of the sides is ours, with all rounds. */
    public Result result(String bench, String ours) {
        Result result = figures(bench, ours);
        addRounds(result, "");
        return result;
    }

    /** The same without the rounds. */
    public Result figures(String bench, String ours) {
        return new Result(bench, UNIT)
                .compare(rate(ours), rate(peer), ratio(ours))
                .problems(problems())
                .with("records", (double) measured(peer).records())
                .with("rounds", measured(peer).rates().values().size())
                .with("oursSpread", measured(ours).rates().spread())
                .with("peerSpread", measured(peer).rates().spread())
                .with("ratioSpread", ratios(ours, peer).spread());
    }

    /** Adds all rounds, under the names of the sides with something behind them. */
    public void addRounds(Result result, String suffix) {
        sides.forEach((name, measured) -> result.rounds(name + suffix, measured.rates()));
    }

    private Measured measured(String side) {
        return Objects.requireNonNull(sides.get(side), side);
    }
}

package io.npipeline.benchmarks.endtoend;

import io.npipeline.benchmarks.Progress;
import io.npipeline.benchmarks.report.Measured;
import io.npipeline.benchmarks.report.Samples;
import io.npipeline.benchmarks.worker.Count;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets several sides read the same data in turn, round by round, so that whatever else the machine does meets all of them
 * alike. Each round begins with another side. Not thread safe.
 */
public final class Comparison {

    private final DataSet data;
    private final List<Side> sides;
    private final RoundRunner runner;
    private final Progress progress;

    /**
     * @param sides the peer first; the caller closes them
     */
    public Comparison(Cluster cluster, DataKind kind, List<Side> sides, Progress progress) {
        this.data = cluster.createData(kind);
        this.sides = List.copyOf(sides);
        this.runner = new RoundRunner(cluster.folder("rounds"));
        this.progress = progress;
    }

    /**
     * Runs the rounds. For another call the data only grows, so slow work comes first.
     *
     * @return what each side did, by its name
     */
    public Map<String, Measured> run(Work work, Plan plan) {
        data.extendTo(plan.firstRecords());
        sides.forEach(side -> run(side, work));
        Side peer = sides.get(0);
        // The first time its JVM was slower than it will be.
        data.extendTo((long) (run(peer, work) * plan.peerSeconds()));
        if (plan.warmUpSeconds() > 0) {
            sides.subList(1, sides.size()).forEach(side -> warmUp(side, work, plan));
        }
        data.extendTo((long) (warmUp(peer, work, plan) * plan.peerSeconds()));
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        for (int round = 0; round < plan.rounds(); round++) {
            List<Double> inRound = round(work, round);
            for (int side = 0; side < sides.size(); side++) {
                rates.computeIfAbsent(sides.get(side).name(), name -> new ArrayList<>())
                        .add(inRound.get(side));
            }
        }
        Map<String, Measured> measured = new LinkedHashMap<>();
        rates.forEach(
                (name, values) -> measured.put(name, new Measured(data.content().records(), new Samples(values))));
        return measured;
    }

    /** Returns the records per second of the last of several runs. */
    private double warmUp(Side side, Work work, Plan plan) {
        double rate;
        double seconds = 0;
        do {
            rate = run(side, work);
            seconds += data.content().records() / rate;
        } while (seconds < plan.warmUpSeconds());
        return rate;
    }

    /** The records per second of each side. */
    private List<Double> round(Work work, int number) {
        Double[] rates = new Double[sides.size()];
        for (int turn = 0; turn < rates.length; turn++) {
            int side = (number + turn) % rates.length;
            rates[side] = run(sides.get(side), work);
        }
        return List.of(rates);
    }

    /** The records per second of one side. */
    private double run(Side side, Work work) {
        Count count = runner.run(side, data.content(), work);
        double rate = count.records() * 1e9 / count.nanos();
        progress.line(String.format("%-20s %,12.0f records/s, %.1f s", side.name(), rate, count.nanos() / 1e9));
        return rate;
    }
}

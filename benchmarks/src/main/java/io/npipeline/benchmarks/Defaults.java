package io.npipeline.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.npipeline.benchmarks.endtoend.Cluster;
import io.npipeline.benchmarks.endtoend.Comparison;
import io.npipeline.benchmarks.endtoend.ConnectorKind;
import io.npipeline.benchmarks.endtoend.DataKind;
import io.npipeline.benchmarks.endtoend.Plan;
import io.npipeline.benchmarks.endtoend.Side;
import io.npipeline.benchmarks.endtoend.Work;
import io.npipeline.benchmarks.report.Result;
import io.npipeline.benchmarks.report.Standings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The pipeline of {@link EgressBytes} in key order with one setting at a time other than by default, all on one worker. The
 * peer is the pipeline with its defaults, and the result that of the best other value.
 */
final class Defaults implements Benchmark {

    private static final long FIRST_RECORDS = 1_000_000;
    private static final Plan QUICK = new Plan(FIRST_RECORDS, 2, 0, 2);
    private static final Plan FULL = new Plan(FIRST_RECORDS, 5.5, 5, 5);

    private static final Map<String, List<Integer>> OTHER_VALUES = otherValues();

    private static Map<String, List<Integer>> otherValues() {
        Map<String, List<Integer>> values = new LinkedHashMap<>();
        values.put("npipeline.max.in.flight.records", List.of(1_000, 3_000, 30_000, 100_000));
        values.put("npipeline.max.degree.of.parallelism", List.of(2, 4, 64, 256));
        values.put("consumer.override.max.poll.records", List.of(100, 2_000, 5_000));
        return values;
    }

    @Override
    public Result run(Setting setting) throws Exception {
        Map<String, ConnectorKind> kinds = new LinkedHashMap<>();
        ConnectorKind usual = ConnectorKind.pipeline("key").ofBytes();
        kinds.put("defaults", usual);
        OTHER_VALUES.forEach((key, values) ->
                values.forEach(value -> kinds.put(key + "=" + value, usual.with(key, Integer.toString(value)))));
        try (Cluster cluster = Cluster.start(setting.folder(), WorkerPlugins.assemble(setting))) {
            List<Side> sides = cluster.startOneWorker("worker", kinds);
            try (Side any = sides.get(0)) {
                Comparison comparison = new Comparison(cluster, DataKind.BYTES, sides, setting.progress());
                Standings standings =
                        new Standings(comparison.run(Work.none(), setting.quick() ? QUICK : FULL), any.name());
                return result(standings, new ArrayList<>(kinds.keySet()));
            }
        }
    }

    private static Result result(Standings standings, List<String> names) {
        List<String> others = names.subList(1, names.size());
        String best = others.stream()
                .max((one, other) -> Double.compare(standings.ratio(one), standings.ratio(other)))
                .orElseThrow();
        Result result = standings.result("defaults", best).with("best", best);
        for (String other : others) {
            ObjectNode node = result.addCase();
            node.put("setting", other);
            node.put("ours", Result.rounded(standings.rate(other)));
            node.put("ratio", Result.rounded(standings.ratio(other)));
        }
        return result;
    }
}

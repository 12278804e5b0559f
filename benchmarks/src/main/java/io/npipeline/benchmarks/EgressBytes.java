package io.npipeline.benchmarks;

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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of bytes through a source and a counting sink, by all three orderings, beside a task that only counts. The limit is
 * a task that hands its polls to a thread which counts.
 */
final class EgressBytes implements Benchmark {

    private static final long FIRST_RECORDS = 1_500_000;

    @Override
    public Result run(Setting setting) throws Exception {
        try (Cluster cluster = Cluster.start(setting.folder(), WorkerPlugins.assemble(setting));
                Side noOp = cluster.startWorker("no-op", ConnectorKind.noOp().ofBytes());
                // Two minutes are too short for five sides.
                @Nullable
                        Side handOver = setting.quick()
                                ? null
                                : cluster.startWorker(
                                        "hand-over", ConnectorKind.handOver().ofBytes());
                Side key =
                        cluster.startWorker("key", ConnectorKind.pipeline("key").ofBytes());
                Side partition = cluster.startWorker(
                        "partition", ConnectorKind.pipeline("partition").ofBytes());
                Side unordered = cluster.startWorker(
                        "unordered", ConnectorKind.pipeline("unordered").ofBytes())) {
            List<Side> sides = new ArrayList<>(List.of(noOp, key, partition, unordered));
            if (handOver != null) {
                sides.add(1, handOver);
            }
            Comparison comparison = new Comparison(cluster, DataKind.BYTES, sides, setting.progress());
            Standings standings =
                    new Standings(comparison.run(Work.none(), Plan.of(setting.quick(), FIRST_RECORDS)), noOp.name());
            Result result = standings
                    .result("egress-bytes", key.name())
                    .with("partition", standings.rate(partition.name()))
                    .with("partitionRatio", standings.ratio(partition.name()))
                    .with("unordered", standings.rate(unordered.name()))
                    .with("unorderedRatio", standings.ratio(unordered.name()));
            return handOver == null
                    ? result
                    : result.limit(standings.ratio(key.name(), handOver.name()))
                            .with("handOver", standings.rate(handOver.name()))
                            .with("handOverRatio", standings.ratio(handOver.name()));
        }
    }
}

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
import java.util.List;

/** Records in JSON, bound to a Java record, into a counting sink, beside a task that only counts behind the same converter. */
final class EgressJson implements Benchmark {

    private static final long FIRST_RECORDS = 1_000_000;

    @Override
    public Result run(Setting setting) throws Exception {
        try (Cluster cluster = Cluster.start(setting.folder(), WorkerPlugins.assemble(setting));
                Side noOp = cluster.startWorker("no-op", ConnectorKind.noOp().ofJson());
                Side key =
                        cluster.startWorker("key", ConnectorKind.pipeline("key").ofJson())) {
            Comparison comparison = new Comparison(cluster, DataKind.JSON, List.of(noOp, key), setting.progress());
            return new Standings(comparison.run(Work.none(), Plan.of(setting.quick(), FIRST_RECORDS)), noOp.name())
                    .result("egress-json", key.name());
        }
    }
}

package io.npipeline.benchmarks;

import io.npipeline.benchmarks.endtoend.Cluster;
import io.npipeline.benchmarks.endtoend.Comparison;
import io.npipeline.benchmarks.endtoend.ConnectorKind;
import io.npipeline.benchmarks.endtoend.DataKind;
import io.npipeline.benchmarks.endtoend.Plan;
import io.npipeline.benchmarks.endtoend.Side;
import io.npipeline.benchmarks.endtoend.Work;
import io.npipeline.benchmarks.peer.PeerKind;
import io.npipeline.benchmarks.report.Result;
import io.npipeline.benchmarks.report.Standings;
import java.util.List;

/** Key order over a thousand keys without any work, beside Parallel Consumer. */
final class KeyedCpu implements Benchmark {

    private static final long FIRST_RECORDS = 300_000;

    @Override
    public Result run(Setting setting) throws Exception {
        try (Cluster cluster = Cluster.start(setting.folder(), WorkerPlugins.assemble(setting));
                Side peer = cluster.startProgram("parallel-consumer", PeerKind.PARALLEL_CONSUMER);
                Side ours =
                        cluster.startWorker("key", ConnectorKind.pipeline("key").ofBytes())) {
            Comparison comparison = new Comparison(cluster, DataKind.BYTES, List.of(peer, ours), setting.progress());
            return new Standings(comparison.run(Work.none(), Plan.of(setting.quick(), FIRST_RECORDS)), peer.name())
                    .result("keyed-cpu", ours.name());
        }
    }
}

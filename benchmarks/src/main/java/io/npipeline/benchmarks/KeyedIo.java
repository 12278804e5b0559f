package io.npipeline.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.npipeline.benchmarks.endtoend.Cluster;
import io.npipeline.benchmarks.endtoend.Comparison;
import io.npipeline.benchmarks.endtoend.ConnectorKind;
import io.npipeline.benchmarks.endtoend.DataKind;
import io.npipeline.benchmarks.endtoend.Plan;
import io.npipeline.benchmarks.endtoend.Side;
import io.npipeline.benchmarks.endtoend.Work;
import io.npipeline.benchmarks.peer.PeerKind;
import io.npipeline.benchmarks.peer.VirtualThreads;
import io.npipeline.benchmarks.report.Result;
import io.npipeline.benchmarks.report.Standings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Key order over a thousand keys with calls that block, beside Parallel Consumer and beside threads that do nothing but
 * block: a hundred at a time where threads are the platform's, a thousand where they are virtual. The result is that of the
 * case in which we are worst.
 */
final class KeyedIo implements Benchmark {

    private static final int PLATFORM_CONCURRENCY = 100;
    private static final int VIRTUAL_CONCURRENCY = 1_000;

    /** Slow work first: the data only grows. */
    private static final List<Long> WORK_MS = List.of(10L, 5L);

    private static final long FIRST_RECORDS = 10_000;

    private record Case(Work work, Standings standings) {}

    @Override
    public Result run(Setting setting) throws Exception {
        int concurrency = VirtualThreads.areUsed() ? VIRTUAL_CONCURRENCY : PLATFORM_CONCURRENCY;
        try (Cluster cluster = Cluster.start(setting.folder(), WorkerPlugins.assemble(setting));
                Side peer = cluster.startProgram("parallel-consumer", PeerKind.PARALLEL_CONSUMER);
                Side ours =
                        cluster.startWorker("key", ConnectorKind.pipeline("key").ofBytes());
                Side ceiling = cluster.startProgram("bare-threads", PeerKind.BARE_THREADS)) {
            Comparison comparison =
                    new Comparison(cluster, DataKind.BYTES, List.of(peer, ours, ceiling), setting.progress());
            List<Case> cases = new ArrayList<>();
            for (long workMs : WORK_MS) {
                Work work = new Work(workMs, concurrency);
                setting.progress().line(concurrency + " at a time, " + workMs + " ms each");
                Plan plan = Plan.of(setting.quick(), FIRST_RECORDS);
                cases.add(new Case(work, new Standings(comparison.run(work, plan), peer.name())));
            }
            return result(cases, ours.name(), ceiling.name());
        }
    }

    private static Result result(List<Case> cases, String ours, String ceiling) {
        Standings worst = cases.stream()
                .map(Case::standings)
                .min(Comparator.comparingDouble(standings -> standings.ratio(ours)))
                .orElseThrow();
        Result result = worst.figures("keyed-io", ours)
                .limit(cases.stream()
                        .mapToDouble(one -> one.standings().ratio(ours, ceiling))
                        .min()
                        .orElseThrow());
        for (Case one : cases) {
            Standings standings = one.standings();
            standings.addRounds(result, " " + one.work().millis() + " ms");
            ObjectNode node = result.addCase();
            node.put("workMs", one.work().millis());
            node.put("concurrency", one.work().concurrency());
            node.put("ours", Result.rounded(standings.rate(ours)));
            node.put("ratio", Result.rounded(standings.ratio(ours)));
            node.put("limitRatio", Result.rounded(standings.ratio(ours, ceiling)));
            if (standings != worst) {
                result.problems(standings.problems());
            }
        }
        return result;
    }
}

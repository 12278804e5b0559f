package io.npipeline.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.npipeline.benchmarks.jmh.BinderBenchmark;
import io.npipeline.benchmarks.jmh.JmhRun;
import io.npipeline.benchmarks.jmh.JmhRun.Score;
import io.npipeline.benchmarks.report.Result;
import io.npipeline.benchmarks.report.Validity;
import java.util.Comparator;
import java.util.List;

/**
 * A Struct to a record and back, of ten and of thirty fields, beside Jackson and beside what one would write by hand. The
 * result is that of the size in which we are worst.
 */
final class BinderCost implements Benchmark {

    private record Case(String fields, Score ours, Score peer, Score limit) {

        double ratio() {
            return peer.nanos().median() / ours.nanos().median();
        }

        double limitRatio() {
            return limit.nanos().median() / ours.nanos().median();
        }
    }

    @Override
    public Result run(Setting setting) {
        List<Score> scores = JmhRun.run(setting.quick(), setting.folder().resolve("jmh.log"), BinderBenchmark.class);
        List<Case> cases = List.of(caseOf(scores, "10"), caseOf(scores, "30"));
        Case worst = cases.stream().min(Comparator.comparingDouble(Case::ratio)).orElseThrow();
        Result result = new Result("binder", "ns/round trip")
                .compare(worst.ours().nanos().median(), worst.peer().nanos().median(), worst.ratio())
                .limit(cases.stream().mapToDouble(Case::limitRatio).min().orElseThrow())
                .with("oursSpread", worst.ours().nanos().spread())
                .with("peerSpread", worst.peer().nanos().spread());
        for (Case one : cases) {
            ObjectNode node = result.addCase();
            node.put("fields", Integer.parseInt(one.fields()));
            node.put("ours", Result.rounded(one.ours().nanos().median()));
            node.put("peer", Result.rounded(one.peer().nanos().median()));
            node.put("limit", Result.rounded(one.limit().nanos().median()));
            node.put("ratio", Result.rounded(one.ratio()));
            node.put("limitRatio", Result.rounded(one.limitRatio()));
            result.problems(Validity.problems(
                    "Jackson with " + one.fields() + " fields",
                    one.peer().seconds(),
                    one.peer().nanos()));
        }
        for (Score score : scores) {
            setting.progress()
                    .line(String.format(
                            "%-8s %s fields %9.1f ns %9.1f B",
                            score.method(), score.parameter(), score.nanos().median(), score.bytes()));
            result.rounds(score.method() + " " + score.parameter(), score.nanos());
        }
        return result;
    }

    private static Case caseOf(List<Score> scores, String fields) {
        return new Case(
                fields, find(scores, "bind", fields), find(scores, "jackson", fields), find(scores, "byHand", fields));
    }

    private static Score find(List<Score> scores, String method, String fields) {
        return scores.stream()
                .filter(score ->
                        score.method().equals(method) && score.parameter().equals(fields))
                .findFirst()
                .orElseThrow();
    }
}

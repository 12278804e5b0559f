package io.npipeline.benchmarks;

import io.npipeline.benchmarks.jmh.EngineBenchmark;
import io.npipeline.benchmarks.jmh.JmhRun;
import io.npipeline.benchmarks.jmh.JmhRun.Score;
import io.npipeline.benchmarks.jmh.MessageBenchmark;
import io.npipeline.benchmarks.report.Result;
import io.npipeline.benchmarks.report.Validity;
import java.util.List;
import java.util.Locale;

/** What the engine costs a message, in time and memory. There is no peer: the figures are held against a budget. */
final class EngineCost implements Benchmark {

    private static final double BUDGET_NANOS = 150;
    private static final double BUDGET_BYTES = 64;

    @Override
    public Result run(Setting setting) {
        List<Score> scores = JmhRun.run(
                setting.quick(), setting.folder().resolve("jmh.log"), EngineBenchmark.class, MessageBenchmark.class);
        double messageBytes = find(scores, "make", "").bytes();
        Score key = find(scores, "batch", "KEY");
        Result result = new Result("engine", "ns/message")
                .alone(key.nanos().median())
                .with("budget", BUDGET_NANOS)
                .with("budgetRatio", BUDGET_NANOS / key.nanos().median())
                .with("allocatedBytes", key.bytes() - messageBytes)
                .with("budgetBytes", BUDGET_BYTES)
                .with("messageBytes", messageBytes)
                .with("oursSpread", key.nanos().spread())
                .problems(Validity.problems("the engine", key.seconds(), key.nanos()));
        for (String ordering : List.of("PARTITION", "UNORDERED")) {
            Score score = find(scores, "batch", ordering);
            String name = ordering.toLowerCase(Locale.ROOT);
            result.with(name, score.nanos().median()).with(name + "AllocatedBytes", score.bytes() - messageBytes);
        }
        for (Score score : scores) {
            setting.progress()
                    .line(String.format(
                            "%-6s %-10s %7.1f ns %7.1f B",
                            score.method(), score.parameter(), score.nanos().median(), score.bytes()));
            result.rounds((score.method() + " " + score.parameter()).strip(), score.nanos());
        }
        return result;
    }

    private static Score find(List<Score> scores, String method, String parameter) {
        return scores.stream()
                .filter(score ->
                        score.method().equals(method) && score.parameter().equals(parameter))
                .findFirst()
                .orElseThrow();
    }
}

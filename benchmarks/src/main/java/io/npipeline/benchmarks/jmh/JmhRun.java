package io.npipeline.benchmarks.jmh;

import io.npipeline.benchmarks.BenchmarkFailedException;
import io.npipeline.benchmarks.report.Samples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs benchmarks of JMH, each in JVMs of its own, on the JDK that runs this. */
public final class JmhRun {

    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final TimeValue ITERATION = TimeValue.seconds(1);

    private JmhRun() {}

    /**
     * What one benchmark showed. Immutable.
     *
     * @param parameter the value of its only parameter; empty when it has none
     * @param method the method
     * @param nanos nanoseconds an operation, iteration by iteration
     * @param bytes allocated bytes an operation, of all threads
     */
    public record Score(String parameter, String method, Samples nanos, double bytes) {

        /** The seconds that were measured, warm-up not included. */
        public double seconds() {
            return (double) nanos.values().size() * ITERATION.getTime();
        }
    }

    /**
     * Runs all benchmarks of some classes.
     *
     * @param quick whether in one JVM each and briefly
     * @param log where the output of JMH goes
     */
    public static List<Score> run(boolean quick, Path log, Class<?>... benchmarks) {
        OptionsBuilder options = new OptionsBuilder();
        for (Class<?> benchmark : benchmarks) {
            options.include(Pattern.quote(benchmark.getName()) + "\\..*");
        }
        options.forks(quick ? 1 : 5)
                .warmupIterations(quick ? 3 : 5)
                .measurementIterations(quick ? 5 : 6)
                .warmupTime(ITERATION)
                .measurementTime(ITERATION)
                .addProfiler(GCProfiler.class)
                .jvmArgs("-Xms1g", "-Xmx1g", "-XX:+UseG1GC")
                .shouldFailOnError(true)
                .output(log.toString());
        try {
            return scores(new Runner(options.build()).run());
        } catch (RunnerException e) {
            throw new BenchmarkFailedException("JMH failed, see " + log, e);
        }
    }

    private static List<Score> scores(Collection<RunResult> results) {
        List<Score> scores = new ArrayList<>();
        for (RunResult result : results) {
            String method = result.getParams().getBenchmark();
            String parameter = result.getParams().getParamsKeys().stream()
                    .map(result.getParams()::getParam)
                    .findFirst()
                    .orElse("");
            List<Double> nanos = new ArrayList<>();
            for (BenchmarkResult fork : result.getBenchmarkResults()) {
                for (IterationResult iteration : fork.getIterationResults()) {
                    nanos.add(iteration.getPrimaryResult().getScore());
                }
            }
            scores.add(new Score(
                    parameter,
                    method.substring(method.lastIndexOf('.') + 1),
                    new Samples(nanos),
                    Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATED))
                            .getScore()));
        }
        return scores;
    }
}

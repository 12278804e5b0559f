package io.npipeline.benchmarks;

import io.npipeline.benchmarks.report.Result;

/** One of the comparisons. Used once, by one thread. */
interface Benchmark {

    /**
     * Measures.
     *
     * @throws BenchmarkFailedException when there is nothing to conclude from what was measured
     */
    Result run(Setting setting) throws Exception;
}

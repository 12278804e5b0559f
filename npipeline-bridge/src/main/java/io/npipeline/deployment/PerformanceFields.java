package io.npipeline.deployment;

import io.npipeline.configuration.RunSettings;
import org.jspecify.annotations.Nullable;

/** How much is done at a time, and what is measured. Immutable. */
record PerformanceFields(
        @Nullable Integer maxDegreeOfParallelism,
        @Nullable Boolean enableParallelProcessing,
        @Nullable Integer maxConnectionPoolSize,
        @Nullable Integer statisticsIntervalMs)
        implements FieldGroup {

    private static final String DEGREE = "maxDegreeOfParallelism";
    private static final String PARALLEL = "enableParallelProcessing";
    private static final String STATISTICS = "statisticsIntervalMs";
    private static final String SAMPLE_WINDOW = "metrics.sample.window.ms";
    private static final int HIGHEST_DEGREE = 100_000;

    @Override
    public void check(KafkaConfiguration all, Problems problems) {
        if (maxDegreeOfParallelism != null && (maxDegreeOfParallelism < 1 || maxDegreeOfParallelism > HIGHEST_DEGREE)) {
            problems.add(DEGREE, maxDegreeOfParallelism, "must be from 1 to " + HIGHEST_DEGREE);
        } else if (maxDegreeOfParallelism != null && enableParallelProcessing != null) {
            checkTogether(maxDegreeOfParallelism, enableParallelProcessing, problems);
        }
        if (maxConnectionPoolSize != null) {
            problems.add(
                    "maxConnectionPoolSize",
                    maxConnectionPoolSize,
                    "must not be set: each task has a client of its own, with one connection to each broker; tasksMax sets "
                            + "how many tasks there are");
        }
        problems.requireAtLeast(STATISTICS, statisticsIntervalMs, 1);
    }

    private static void checkTogether(int degree, boolean parallel, Problems problems) {
        if (parallel && degree == 1) {
            problems.add(DEGREE, degree, "must be at least 2 when " + PARALLEL + " is true");
        }
        if (!parallel && degree > 1) {
            problems.add(DEGREE, degree, "must be 1 or not set when " + PARALLEL + " is false");
        }
    }

    @Override
    public void render(Draft draft) {
        if (Boolean.FALSE.equals(enableParallelProcessing)) {
            draft.put(PARALLEL, RunSettings.MAX_DEGREE_OF_PARALLELISM, 1);
        } else {
            draft.put(DEGREE, RunSettings.MAX_DEGREE_OF_PARALLELISM, maxDegreeOfParallelism);
        }
        if (draft.kind() != Draft.Kind.INGRESS) {
            draft.putConsumer(STATISTICS, SAMPLE_WINDOW, statisticsIntervalMs);
        }
        if (draft.kind() != Draft.Kind.SINK) {
            draft.putProducer(STATISTICS, SAMPLE_WINDOW, statisticsIntervalMs);
        }
    }
}

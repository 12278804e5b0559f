package io.npipeline.benchmarks.jmh;

import io.npipeline.engine.AcknowledgmentStrategy;
import io.npipeline.engine.DeadLetterRoute;
import io.npipeline.engine.EngineSettings;
import io.npipeline.engine.LoggedIds;
import io.npipeline.engine.Ordering;
import io.npipeline.engine.Ownership;
import io.npipeline.engine.PipelineEngine;
import io.npipeline.engine.ThreadKind;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.message.Correlation;
import io.npipeline.metrics.NullKafkaMetrics;
import io.npipeline.pipeline.PipelineGraph;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What the engine costs a message: source, three transforms, sink, settlement and the offset that may be committed.
 * Messages come in the batches of a worker's poll. As in a connector a batch does not wait for the one before, up to
 * the limit of what may be in flight.
 *
 * <p>The thread of JMH plays the task thread.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EngineBenchmark {

    /** The defaults of the connector. */
    private static final int MAX_IN_FLIGHT = 10_000;

    private static final int PARALLELISM = 16;
    private static final int MAX_PARKED = 1_000;

    private static final int BYTES = 100;
    private static final long LOOK_NANOS = 10_000;

    /** How messages are ordered. */
    @Param({"KEY", "PARTITION", "UNORDERED"})
    public String ordering = "KEY";

    private final Records records = new Records();
    private final LongAdder arrived = new LongAdder();
    private @Nullable PipelineEngine engine;
    private @Nullable Ownership ownership;
    private long offset;

    /** Starts an engine. */
    @Setup(Level.Trial)
    public void start() {
        PipelineGraph graph = PipelineGraph.of(new ThreeTransforms(arrived::increment), new NoParameters());
        PipelineEngine started =
                new PipelineEngine(graph, settings(), new DeadLetterRoute.None(), Records.reader(), () -> {});
        engine = started;
        ownership = started.own("topic-0");
    }

    private EngineSettings settings() {
        return new EngineSettings(
                "benchmark",
                0,
                new EngineSettings.Processing(Ordering.valueOf(ordering), PARALLELISM, ThreadKind.AUTO, MAX_PARKED),
                new EngineSettings.Failures(FailurePolicy.always(NodeErrorDecision.FAIL), Duration.ofSeconds(60)),
                new EngineSettings.Acknowledgment(AcknowledgmentStrategy.AUTO_ON_SINK_SUCCESS, Duration.ofSeconds(1)),
                new Correlation(Correlation.DEFAULT_HEADER, "benchmark"),
                LoggedIds.RECEIVED,
                NullKafkaMetrics.INSTANCE,
                null);
    }

    /** Takes a batch in and asks what may be committed. */
    @Benchmark
    @OperationsPerInvocation(Records.BATCH)
    public long batch() {
        PipelineEngine into = Objects.requireNonNull(engine);
        Ownership partition = Objects.requireNonNull(ownership);
        for (int i = 0; i < Records.BATCH; i++) {
            partition.submit(partition.register(offset, BYTES), records.record(offset));
            offset++;
        }
        into.dispatch();
        into.turn();
        awaitAtMost(into, MAX_IN_FLIGHT - Records.BATCH);
        return partition.firstUnsettled();
    }

    private static void awaitAtMost(PipelineEngine engine, int inFlight) {
        while (engine.inFlightRecords() > inFlight) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Stops the engine and checks that every message went through. */
    @TearDown(Level.Trial)
    public void stop() {
        PipelineEngine stopped = Objects.requireNonNull(engine);
        awaitAtMost(stopped, 0);
        long unsettled = Objects.requireNonNull(ownership).firstUnsettled();
        stopped.close();
        if (arrived.sum() != offset || unsettled >= 0) {
            throw new IllegalStateException(arrived + " of " + offset + " arrived, first unsettled is " + unsettled);
        }
    }
}

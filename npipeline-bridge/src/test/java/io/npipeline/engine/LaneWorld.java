package io.npipeline.engine;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.message.Correlation;
import io.npipeline.message.KafkaMessage;
import io.npipeline.metrics.NullKafkaMetrics;
import io.npipeline.pipeline.PipelineDefinition;
import io.npipeline.pipeline.PipelineGraph;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an engine that make lanes run, on the thread of the test alone: nothing runs and no time passes unless the
 * test says so.
 */
final class LaneWorld implements AutoCloseable {

    private final EngineCounters counters = new EngineCounters();
    private final HandDrivenWorkers workers = new HandDrivenWorkers(counters.tallies());
    /** Without a thread: what it is to make ready is made ready by the test. */
    private final Timer timer = new Timer(workers.pool(), work -> null);

    private static final LogContext NO_IDS = new LogContext(Correlation.OFF, LoggedIds.NONE);

    private final RunState state = new RunState();
    private final Intake intake;
    private final List<Gathering> gatherings;
    private final int maxWaiting;

    LaneWorld(PipelineDefinition definition, Ordering ordering, FailurePolicy policy, int maxWaiting) {
        FailureHandler failures = new FailureHandler(state, counters, maxWaiting);
        DeadLetterDispatch deadLetters =
                new DeadLetterDispatch(new DeadLetterRoute.None(), Duration.ofSeconds(1), state, timer, NO_IDS);
        EngineSettings settings = new EngineSettings(
                "test",
                0,
                new EngineSettings.Processing(ordering, 1, ThreadKind.PLATFORM, maxWaiting),
                new EngineSettings.Failures(policy, Duration.ofSeconds(1)),
                new EngineSettings.Acknowledgment(AcknowledgmentStrategy.AUTO_ON_SINK_SUCCESS, Duration.ofSeconds(1)),
                Correlation.OFF,
                LoggedIds.NONE,
                NullKafkaMetrics.INSTANCE,
                null);
        OpenShares openShares = new OpenShares(workers.pool()::addFirst, Duration.ofDays(1), System::nanoTime);
        EngineParts parts = new EngineParts(
                state,
                counters,
                failures,
                deadLetters,
                openShares,
                timer,
                workers.pool(),
                NO_IDS,
                NullKafkaMetrics.INSTANCE,
                Clock.systemUTC());
        GraphCompiler compiler = new GraphCompiler(settings, parts);
        Operator first = compiler.compile(PipelineGraph.of(definition, new EngineHarness.NoParameters()), null);
        this.gatherings = compiler.gatherings();
        this.intake = new Intake(ordering, new DeliveryRunner(first, parts));
        this.maxWaiting = maxWaiting;
    }

    Intake intake() {
        return intake;
    }

    HandDrivenWorkers workers() {
        return workers;
    }

    void submit(Delivery delivery, KafkaMessage<?> message) {
        intake.submit(delivery, message);
    }

    void dispatch() {
        intake.dispatch(workers.pool());
        timer.endRetriesOfCrowded(maxWaiting);
    }

    void release(Ownership ownership) {
        ownership.release();
        timer.wakePartition(ownership.partitionSlot());
        gatherings.forEach(Gathering::dropLost);
    }

    /** The delay of the lane's retry is over. */
    void wake(Lane lane) {
        timer.wake(lane);
    }

    /** The delays of all retries of the partition are over. */
    void wakePartition(int partitionSlot) {
        timer.wakePartition(partitionSlot);
    }

    void flushAtOnce(boolean atOnce) {
        gatherings.forEach(gathering -> gathering.flushAtOnce(atOnce));
    }

    /** What ended the run. */
    @Nullable
    Throwable failure() {
        return state.failure();
    }

    @Override
    public void close() {
        timer.close();
    }
}

package io.npipeline.engine;

import io.npipeline.message.Correlation;
import io.npipeline.metrics.KafkaMetrics;
import io.npipeline.node.ClaimedPartition;
import io.npipeline.node.MessageTransformNode;
import io.npipeline.pipeline.PipelineGraph;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one graph for one task: {@link Ownership#register} and {@link Ownership#submit} take records in, {@link #dispatch}
 * hands them to the workers, and the ownership tells what is settled.
 *
 * <p>Used by the task thread only, unless said otherwise. User nodes run on the engine's own threads.
 */
public final class PipelineEngine implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PipelineEngine.class);

    /** How often a drain looks whether it is done. */
    private static final long DRAIN_TURN_NANOS = Duration.ofMillis(1).toNanos();

    private final RunState state = new RunState();
    private final EngineCounters counters = new EngineCounters();
    private final Correlation correlation;
    private final KafkaMetrics metrics;
    private final InFlight inFlight;
    private final EngineThreads threads;
    private final LateSettlements lateSettlements;
    private final DeadLetterDispatch deadLetters;
    private final int maxWaiting;
    private final Gatherings gatherings;
    private final @Nullable TransactionalSinkOperator transactionalSink;
    private final List<NodeCircuit> circuits;
    private final List<NodeReadings> nodeReadings;
    private final Intake intake;
    private final boolean keepsRecords;
    private final boolean settlesAtIntake;
    private final OpenNodes nodes;
    private final Map<Object, Integer> partitionSlots = new HashMap<>();

    /**
     * Opens the nodes of the graph and starts the engine. The threads it makes inherit the class loader and the logging
     * context of the calling thread.
     *
     * @param onSettled called on any thread after a delivery was settled; must not block. Who looks at a flag there needs a fence
     *     before: that it is settled was stored with a release
     * @throws ConnectException naming the node that could not be opened; nodes opened before it are closed again
     */
    public PipelineEngine(
            PipelineGraph graph, EngineSettings settings, DeadLetterRoute deadLetterRoute, Runnable onSettled) {
        this(graph, settings, deadLetterRoute, null, null, onSettled);
    }

    /**
     * The same, for records that are submitted as the worker delivered them.
     *
     * @param reader makes messages of them
     */
    public PipelineEngine(
            PipelineGraph graph,
            EngineSettings settings,
            DeadLetterRoute deadLetterRoute,
            RecordReader reader,
            Runnable onSettled) {
        this(graph, settings, deadLetterRoute, reader, null, onSettled);
    }

    /**
     * The same, with something that the source itself does with each message before its outputs get it.
     *
     * @param reception what that is; its failures are the source's and go to a policy like any other
     */
    public PipelineEngine(
            PipelineGraph graph,
            EngineSettings settings,
            DeadLetterRoute deadLetterRoute,
            MessageTransformNode<?, ?> reception,
            Runnable onSettled) {
        this(graph, settings, deadLetterRoute, null, reception, onSettled);
    }

    private PipelineEngine(
            PipelineGraph graph,
            EngineSettings settings,
            DeadLetterRoute deadLetterRoute,
            @Nullable RecordReader reader,
            @Nullable MessageTransformNode<?, ?> reception,
            Runnable onSettled) {
        correlation = settings.correlation();
        metrics = settings.metrics();
        LogContext logContext = new LogContext(correlation, settings.loggedIds());
        inFlight = new InFlight(counters.tallies(), onSettled);
        threads = new EngineThreads(settings, counters.tallies(), this::defect);
        WorkerPool workers = threads.workers();
        Timer timer = threads.timer();
        lateSettlements = new LateSettlements(settings.acknowledgment(), state, workers);
        deadLetters = new DeadLetterDispatch(
                deadLetterRoute, settings.failures().deadLetterTimeout(), state, timer, logContext);
        // Of a whole partition in order there is nothing else to go on with.
        Ordering ordering = settings.processing().ordering();
        maxWaiting = ordering == Ordering.KEY ? settings.processing().maxParkedPerKey() : Integer.MAX_VALUE;
        EngineParts parts = new EngineParts(
                state,
                counters,
                new FailureHandler(state, counters, maxWaiting),
                deadLetters,
                lateSettlements.openShares(),
                timer,
                workers,
                logContext,
                metrics,
                Clock.systemUTC());
        GraphCompiler compiler = new GraphCompiler(settings, parts);
        Operator first = compiler.compile(graph, reception);
        gatherings = new Gatherings(compiler.gatherings());
        transactionalSink = compiler.transactionalSink();
        circuits = compiler.circuits();
        nodeReadings = compiler.nodeReadings(graph);
        intake = new Intake(ordering, new DeliveryRunner(first, reader, parts));
        keepsRecords = deadLetterRoute instanceof DeadLetterRoute.ToReporter;
        settlesAtIntake = settings.acknowledgment().strategy() == AcknowledgmentStrategy.NONE;
        try {
            nodes = OpenNodes.open(graph, settings, state);
        } catch (RuntimeException e) {
            threads.stop(Duration.ZERO);
            throw e;
        }
    }

    private void defect(Throwable error) {
        state.fail(new ConnectException("The pipeline's engine failed: " + error, error));
    }

    /**
     * Begins a new epoch of a partition.
     *
     * @param partition what identifies it, with {@code equals}; deliveries of an earlier epoch that still run are waited
     *     for, key by key
     */
    public Ownership own(Object partition) {
        if (transactionalSink != null) {
            throw new IllegalStateException("Node \"" + transactionalSink.name() + "\" writes claimed partitions only");
        }
        return own(partition, intake);
    }

    /**
     * The same, for a pipeline with a transactional sink.
     *
     * @param claim the partition in the sink's store; its first record is to be at its position
     */
    public Ownership own(Object partition, ClaimedPartition<?> claim) {
        Ownership ownership = own(partition, intake);
        ownership.writer(Objects.requireNonNull(transactionalSink).begin(partition, ownership, claim));
        return ownership;
    }

    /** The same, for records that go somewhere else. */
    Ownership own(Object partition, Intake into) {
        Integer known = partitionSlots.get(partition);
        int slot = known != null ? known : partitionSlots.size();
        partitionSlots.put(partition, slot);
        return new Ownership(slot, this, into, inFlight, lateSettlements, keepsRecords, settlesAtIntake);
    }

    /** Lets what was submitted since the last call run. */
    public void dispatch() {
        intake.dispatch(threads.workers());
        threads.timer().endRetriesOfCrowded(maxWaiting);
    }

    /** Does what only the task thread may do; to be called at each of its turns. */
    public void turn() {
        deadLetters.turn();
        lateSettlements.turn();
    }

    /** Goes on without what waits for a partition that was given up. */
    void lose(Ownership ownership) {
        threads.timer().wakePartition(ownership.partitionSlot());
        gatherings.dropLost();
        lateSettlements.lose(ownership);
        turn();
    }

    /**
     * Throws what ended the run, if something did.
     *
     * @throws ConnectException naming the node and the record
     */
    public void throwIfFailed() {
        ConnectException failure = state.failure();
        if (failure != null) {
            throw new ConnectException(failure.getMessage(), failure);
        }
    }

    /** Ends the run with this error: no further message is started. Any thread. */
    public void fail(ConnectException error) {
        state.fail(error);
    }

    /** How the ids of messages are read and made. Any thread. */
    Correlation correlation() {
        return correlation;
    }

    /** What is told of events; it never throws. Any thread. */
    public KafkaMetrics metrics() {
        return metrics;
    }

    /** What each node did so far, in the order of the graph. The list and its elements stay the same. Any thread. */
    public List<NodeReadings> nodeReadings() {
        return nodeReadings;
    }

    /** What all of them did so far, and what waits for retries. Any thread. */
    public EngineReadings readings() {
        Parked parked = parked();
        return new EngineReadings(
                counters.retriedRecords(),
                counters.skippedRecords(),
                counters.deadLetteredRecords(),
                counters.crowdedRecords(),
                counters.tapFailures(),
                parked.keys(),
                parked.records());
    }

    /** What waits for retries. Any thread. */
    Parked parked() {
        return threads.timer().parked().plus(gatherings.parked());
    }

    /** What is counted. Any thread. */
    EngineCounters counters() {
        return counters;
    }

    /** Records registered so far, those included that an earlier epoch settled. Any thread. */
    public long registeredRecords() {
        return inFlight.registeredRecords();
    }

    /** Records registered and not settled. Any thread. */
    public long inFlightRecords() {
        return inFlight.records();
    }

    /** Records settled so far, those included that an earlier epoch settled and that were registered again. Any thread. */
    public long settledRecords() {
        return inFlight.settledRecords();
    }

    /** What settled records left to their task to produce, so far. Any thread. */
    public long settledOutputs() {
        return inFlight.settledOutputs();
    }

    /** The bytes of the records in flight. Any thread. */
    public long inFlightBytes() {
        return inFlight.bytes();
    }

    /** Whether no records should be taken in: dead letters cannot be stored, or a node is left alone. Any thread. */
    public boolean isIntakeBlocked() {
        return isDeadLetterBlocked() || isCircuitOpen();
    }

    boolean isDeadLetterBlocked() {
        return deadLetters.isBlocked();
    }

    private boolean isCircuitOpen() {
        for (NodeCircuit circuit : circuits) {
            if (circuit.isOpen()) {
                return true;
            }
        }
        return false;
    }

    /** Says whether batches wait for records that are not taken in; while they do, they do not linger. */
    public void intakePaused(boolean paused) {
        gatherings.intakePaused(paused);
    }

    /**
     * Waits until the ownerships have nothing in flight, without letting batches linger. After a failure waits for running
     * calls only.
     *
     * @return whether that came within the limit
     */
    public boolean drain(Collection<Ownership> ownerships, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        gatherings.beginDrain();
        ownerships.forEach(ownership -> ownership.drain(true));
        try {
            while (!ownerships.stream().allMatch(Ownership::isIdle)) {
                turn();
                long left = deadline - System.nanoTime();
                if (left <= 0 || Thread.currentThread().isInterrupted()) {
                    return false;
                }
                if (state.isHalted()) {
                    return threads.awaitQuiet(Duration.ofNanos(left));
                }
                LockSupport.parkNanos(Math.min(left, DRAIN_TURN_NANOS));
            }
            return true;
        } finally {
            ownerships.forEach(ownership -> ownership.drain(false));
            gatherings.endDrain();
        }
    }

    /** Starts no further message, and tells the nodes that the task is stopping. */
    public void stopStarting() {
        state.stop();
    }

    /** Stops without waiting for calls that run. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }

    /**
     * Stops: starts no further message, waits for calls that run, interrupts them after the limit, closes the nodes in
     * reverse order.
     */
    public void close(Duration limit) {
        stopStarting();
        threads.stop(limit);
        lateSettlements.close();
        nodes.close();
        log.info(
                "Pipeline stopped: {} records settled, {} in flight, {}",
                settledRecords(),
                inFlightRecords(),
                counters);
    }
}

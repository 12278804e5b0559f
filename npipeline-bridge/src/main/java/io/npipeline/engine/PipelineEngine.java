package io.npipeline.engine;

import io.npipeline.message.KafkaMessage;
import io.npipeline.node.MessageTransformNode;
import io.npipeline.pipeline.PipelineGraph;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.LongAdder;
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

    /** Measured on two cores: with more, the task thread gets too little of the CPU. */
    private static final int MANY_PLATFORM_THREADS = 500;

    /** How often a drain looks whether it is done. */
    private static final long DRAIN_TURN_NANOS = Duration.ofMillis(1).toNanos();

    /** How long calls get at the least to end by themselves after they were told that the task is stopping. */
    private static final Duration NOTICE = Duration.ofMillis(250);

    /** How long interrupted calls get to end before their nodes are closed under them. */
    private static final Duration AFTER_INTERRUPT = Duration.ofMillis(500);

    /** With more waiting for one message that is retried, its key would fill what may be in flight and stop all others. */
    private static final int MAX_WAITING_FOR_A_KEY = 1_000;

    /** After so long a message that was not acknowledged is named in the log. */
    private static final Duration ACKNOWLEDGEMENT_OVERDUE = Duration.ofMinutes(1);

    private final RunState state = new RunState();
    private final EngineCounters counters = new EngineCounters();
    private final AcknowledgementWaiters acknowledgements;
    private final OpenShares openShares;
    private final boolean settlesAtIntake;
    private final @Nullable DelayedSettlements delays;
    private final Map<Object, Integer> partitionSlots = new HashMap<>();
    private final LongAdder settledRecords = new LongAdder();
    private final LongAdder settledBytes = new LongAdder();
    private final Runnable onSettled;
    private final WorkerPool workers;
    private final Timer timer;
    private final DeadLetterDispatch deadLetters;
    private final List<Gathering> gatherings;
    private final List<NodeCircuit> circuits;
    private final int maxWaiting;
    private final Intake intake;
    private final OpenNodes nodes;
    private long registeredRecords;
    private long registeredBytes;
    private boolean intakePaused;

    /**
     * Opens the nodes of the graph and starts the engine. The threads it makes inherit the class loader and the logging
     * context of the calling thread.
     *
     * @param onSettled called on any thread after a delivery was settled; must not block
     * @throws ConnectException naming the node that could not be opened; nodes opened before it are closed again
     */
    public PipelineEngine(
            PipelineGraph graph, EngineSettings settings, DeadLetterRoute deadLetterRoute, Runnable onSettled) {
        this(graph, settings, deadLetterRoute, null, onSettled);
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
            @Nullable MessageTransformNode<?, ?> reception,
            Runnable onSettled) {
        this.onSettled = onSettled;
        String threadName = "npipeline-" + settings.connectorName() + "-" + settings.taskId();
        ThreadFactory workerThreads = WorkerThreads.factory(settings.threads(), threadName + "-worker");
        ThreadFactory timerThread = WorkerThreads.factory(ThreadKind.PLATFORM, threadName + "-timer");
        workers = new WorkerPool(settings.maxDegreeOfParallelism(), workerThreads, this::defect);
        if (settings.maxDegreeOfParallelism() > MANY_PLATFORM_THREADS
                && !WorkerThreads.areVirtual(settings.threads())) {
            log.warn(
                    "A parallelism of {} on platform threads may keep the CPU busy with switching between them; "
                            + "a worker on JDK 24 or later uses virtual threads",
                    settings.maxDegreeOfParallelism());
        }
        timer = new Timer(workers, timerThread);
        acknowledgements = new AcknowledgementWaiters(workers::add);
        openShares = new OpenShares(workers::addFirst, ACKNOWLEDGEMENT_OVERDUE, System::nanoTime);
        settlesAtIntake = settings.acknowledgment() == AcknowledgmentStrategy.NONE;
        delays = settings.acknowledgment() == AcknowledgmentStrategy.DELAYED
                ? new DelayedSettlements(settings.acknowledgmentDelay(), state, System::nanoTime)
                : null;
        deadLetters = new DeadLetterDispatch(deadLetterRoute, settings.deadLetterTimeout(), state, counters, timer);
        // Of a whole partition in order there is nothing else to go on with.
        maxWaiting = settings.ordering() == Ordering.KEY ? MAX_WAITING_FOR_A_KEY : Integer.MAX_VALUE;
        FailureHandler failures = new FailureHandler(state, counters, maxWaiting);
        Clock clock = Clock.systemUTC();
        GraphCompiler compiler =
                new GraphCompiler(settings, failures, deadLetters, openShares, state, counters, timer, workers, clock);
        Operator first = compiler.compile(graph, reception);
        gatherings = compiler.gatherings();
        circuits = compiler.circuits();
        intake = new Intake(
                settings.ordering(), new DeliveryRunner(first, state, failures, deadLetters, timer, workers, clock));
        try {
            nodes = OpenNodes.open(graph, settings.connectorName(), settings.taskId(), state);
        } catch (RuntimeException e) {
            timer.close();
            throw e;
        }
    }

    /**
     * Begins a new epoch of a partition.
     *
     * @param partition what identifies it, with {@code equals}; deliveries of an earlier epoch that still run are waited
     *     for, key by key
     */
    public Ownership own(Object partition) {
        Integer known = partitionSlots.get(partition);
        int slot = known != null ? known : partitionSlots.size();
        partitionSlots.put(partition, slot);
        return new Ownership(this, slot, settlesAtIntake, delays);
    }

    /** Lets what was submitted since the last call run. */
    public void dispatch() {
        intake.dispatch(workers);
        timer.endRetriesOfCrowded(maxWaiting);
    }

    /** Does what only the task thread may do; to be called at each of its turns. */
    public void turn() {
        if (delays != null) {
            delays.settleDue();
        }
        openShares.turn();
        deadLetters.turn();
        acknowledgements.completeSettled();
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

    /** Records that a failure policy skipped, once for each branch. Any thread. */
    long skippedRecords() {
        return counters.skippedRecords();
    }

    /** Records whose retries ended because too many waited for them. Any thread. */
    long crowdedRecords() {
        return counters.crowdedRecords();
    }

    /** How often a tap failed. Any thread. */
    long tapFailures() {
        return counters.tapFailures();
    }

    /** Records registered and not settled. */
    public long inFlightRecords() {
        return registeredRecords - settledRecords.sum();
    }

    /** Records settled so far, those included that an earlier epoch settled and that were registered again. */
    public long settledRecords() {
        return settledRecords.sum();
    }

    /** The bytes of the records in flight. */
    public long inFlightBytes() {
        return registeredBytes - settledBytes.sum();
    }

    /** Whether no records should be taken in: dead letters cannot be stored, or a node is left alone. */
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
        if (intakePaused == paused) {
            return;
        }
        intakePaused = paused;
        gatherings.forEach(gathering -> gathering.flushAtOnce(paused));
    }

    /**
     * Waits until the ownerships have nothing in flight, without letting batches linger. After a failure waits for running
     * calls only.
     *
     * @return whether that came within the limit
     */
    public boolean drain(Collection<Ownership> ownerships, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        gatherings.forEach(gathering -> gathering.flushAtOnce(true));
        try {
            while (!ownerships.stream().allMatch(Ownership::isIdle)) {
                turn();
                long left = deadline - System.nanoTime();
                if (left <= 0 || Thread.currentThread().isInterrupted()) {
                    return false;
                }
                if (state.isHalted()) {
                    return awaitQuiet(Duration.ofNanos(left));
                }
                LockSupport.parkNanos(Math.min(left, DRAIN_TURN_NANOS));
            }
            return true;
        } finally {
            gatherings.forEach(gathering -> gathering.flushAtOnce(intakePaused));
        }
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
        boolean quiet = awaitQuiet(limit.compareTo(NOTICE) > 0 ? limit : NOTICE);
        workers.stop();
        try {
            workers.awaitTermination(quiet ? NOTICE : Duration.ZERO, AFTER_INTERRUPT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        timer.close();
        acknowledgements.close();
        nodes.close();
        log.info("Pipeline stopped: {} records settled, {} in flight, {}", settledRecords, inFlightRecords(), counters);
    }

    /** Starts no further message, and tells the nodes that the task is stopping. */
    public void stopStarting() {
        state.stop();
    }

    private boolean awaitQuiet(Duration limit) {
        try {
            return workers.awaitQuiet(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void defect(Throwable error) {
        state.fail(new ConnectException("The pipeline's engine failed: " + error, error));
    }

    void registered(int bytes) {
        registeredRecords++;
        registeredBytes += bytes;
    }

    /** A record that is settled without having run. */
    void registeredSettled() {
        registeredRecords++;
        settledRecords.increment();
    }

    void submit(Delivery delivery, KafkaMessage<?> message, @Nullable Object key) {
        intake.submit(delivery, message, key);
    }

    void released(Ownership ownership) {
        timer.wakePartition(ownership.partitionSlot());
        gatherings.forEach(Gathering::dropLost);
        openShares.lose(ownership);
        if (delays != null) {
            delays.lose(ownership);
        }
        turn();
    }

    /** Any thread. */
    void settled(Delivery delivery) {
        // In this order: a task that sees no records in flight must see no bytes in flight either.
        settledBytes.add(delivery.bytes());
        settledRecords.increment();
        onSettled.run();
    }

    /** Any thread. */
    void deliveryDecided() {
        openShares.deliveryDecided();
    }

    /** Any thread. */
    CompletionStage<Void> whenSettled(Delivery delivery, String messageId, @Nullable Rejected rejected) {
        return acknowledgements.add(delivery, messageId, rejected);
    }
}

package io.npipeline.engine;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.message.Correlation;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.MessageHeaders;
import io.npipeline.message.Origin;
import io.npipeline.metrics.NullKafkaMetrics;
import io.npipeline.node.SinkNode;
import java.time.Clock;
import java.time.Duration;

/**
 * What races are run in, small enough to be made a million times: one partition, one lane, one sink, and a worker that runs
 * when one of the racing threads plays it.
 */
final class RaceWorld {

    private static final FailurePolicy PATIENT =
            EngineHarness.backingOff(100, Duration.ofDays(1), NodeErrorDecision.FAIL);

    private static final LogContext NO_IDS = new LogContext(Correlation.OFF, LoggedIds.NONE);

    /** Count what is taken in and settled, for all; no race looks at that. */
    private static final PipelineEngine ENGINE = engine(AcknowledgmentStrategy.AUTO_ON_SINK_SUCCESS);

    private static final PipelineEngine SETTLING_AT_INTAKE = engine(AcknowledgmentStrategy.NONE);

    private final EngineCounters counters = new EngineCounters();
    final HandDrivenWorkers workers = new HandDrivenWorkers(counters.tallies());
    final Timer timer = new Timer(workers.pool(), work -> null);
    final RunState state = new RunState();
    private final Intake intake;

    RaceWorld(SinkNode<Object> sink) {
        intake = new Intake(Ordering.KEY, runner(new SinkOperator(meter("sink"), PATIENT, sink)));
    }

    /** Of a new operator; to be asked for before anything runs. */
    OperatorMeter meter(String node) {
        return counters.node(node).operator();
    }

    DeliveryRunner runner(Operator first) {
        return new DeliveryRunner(first, parts());
    }

    EngineParts parts() {
        return new EngineParts(
                state,
                counters,
                new FailureHandler(state, counters, Integer.MAX_VALUE),
                new DeadLetterDispatch(new DeadLetterRoute.None(), Duration.ZERO, state, timer, NO_IDS),
                new OpenShares(workers.pool()::addFirst, Duration.ofDays(1), System::nanoTime),
                timer,
                workers.pool(),
                NO_IDS,
                NullKafkaMetrics.INSTANCE,
                Clock.systemUTC());
    }

    private static PipelineEngine engine(AcknowledgmentStrategy strategy) {
        return EngineHarness.into((KafkaMessage<String> message) -> {})
                .acknowledgment(strategy)
                .start()
                .engine;
    }

    static synchronized Ownership own() {
        return ENGINE.own("orders-0");
    }

    /** Its records count as settled, and it is idle when each of them was settled once and no more. */
    static synchronized Ownership ownCounting() {
        return SETTLING_AT_INTAKE.own("orders-0");
    }

    static KafkaMessage<Object> message(Object body, Delivery delivery) {
        return message("k", body, delivery);
    }

    private static KafkaMessage<Object> message(String key, Object body, Delivery delivery) {
        Origin origin = new Origin.Kafka("orders", 0, delivery.offset());
        return KafkaMessage.received(body, key, null, MessageHeaders.EMPTY, null, origin, delivery);
    }

    /** Takes a record in and lets it run. */
    void put(Ownership ownership, long offset, Object body) {
        submit(ownership, offset, "k", body);
        dispatch();
    }

    void submit(Ownership ownership, long offset, String key, Object body) {
        Delivery delivery = ownership.register(offset, 1);
        intake.submit(delivery, message(key, body, delivery));
    }

    void dispatch() {
        intake.dispatch(workers.pool());
    }

    /** As the engine does when a partition is given up. */
    void release(Ownership ownership) {
        ownership.release();
        timer.wakePartition(ownership.partitionSlot());
    }
}

package io.npipeline.engine;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.MessageHeaders;
import io.npipeline.message.Origin;
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

    /** Counts what is taken in and settled, for all; no race looks at that. */
    private static final PipelineEngine ENGINE =
            EngineHarness.into((KafkaMessage<String> message) -> {}).start().engine;

    final HandDrivenWorkers workers = new HandDrivenWorkers();
    final Timer timer = new Timer(workers.pool(), work -> null);
    final RunState state = new RunState();
    private final Intake intake;

    RaceWorld(SinkNode<Object> sink) {
        this(new SinkOperator("sink", PATIENT, sink));
    }

    RaceWorld(Operator first) {
        intake = new Intake(Ordering.KEY, runner(first));
    }

    DeliveryRunner runner(Operator first) {
        EngineCounters counters = new EngineCounters();
        return new DeliveryRunner(
                first,
                state,
                new FailureHandler(state, counters, Integer.MAX_VALUE),
                new DeadLetterDispatch(new DeadLetterRoute.None(), Duration.ZERO, state, counters, timer),
                timer,
                workers.pool(),
                Clock.systemUTC());
    }

    static Ownership own() {
        return new Ownership(ENGINE, 0, false, null);
    }

    /** Its records count as settled, and it is idle when each of them was settled once and no more. */
    static Ownership ownCounting() {
        return new Ownership(ENGINE, 0, true, null);
    }

    static KafkaMessage<Object> message(Object body, Delivery delivery) {
        Origin origin = new Origin.Kafka("orders", 0, delivery.offset());
        return KafkaMessage.received(body, "k", null, MessageHeaders.EMPTY, null, origin, delivery);
    }

    /** Takes a record in and lets it run. */
    void put(Ownership ownership, long offset, Object body) {
        Delivery delivery = ownership.register(offset, 1);
        intake.submit(delivery, message(body, delivery), "k");
        intake.dispatch(workers.pool());
    }

    /** As the engine does when a partition is given up. */
    void release(Ownership ownership) {
        ownership.release();
        timer.wakePartition(ownership.partitionSlot());
    }
}

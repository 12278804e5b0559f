package io.npipeline.engine;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.message.KafkaMessage;
import io.npipeline.node.BatchLimits;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the messages of each partition into lists, which go on as messages of their own. Lanes hand their messages over in
 * order and go on; their deliveries are settled with the batch.
 */
final class BatcherOperator extends Operator implements Gathering {

    private final BatchLimits limits;
    private final DeliveryRunner runner;
    private final EngineParts parts;
    private final Map<Integer, BatchLane> lanes = new ConcurrentHashMap<>();
    private volatile boolean flushAtOnce;

    /**
     * @param runner runs the batches through the operators behind this one
     */
    BatcherOperator(
            OperatorMeter meter, FailurePolicy policy, BatchLimits limits, DeliveryRunner runner, EngineParts parts) {
        super(meter, policy);
        this.limits = limits;
        this.runner = runner;
        this.parts = parts;
    }

    @Override
    @Nullable
    KafkaMessage<?> apply(KafkaMessage<?> message, Delivery delivery) {
        // Bound here, so that a body that does not fit fails alone and not with its batch.
        message.body();
        delivery.retain();
        lane(delivery.ownership().partitionSlot()).add(new BatchItem(message, delivery, System.nanoTime()));
        return null;
    }

    @Override
    public void flushAtOnce(boolean atOnce) {
        flushAtOnce = atOnce;
        lanes.values().forEach(BatchLane::startNext);
    }

    @Override
    public void dropLost() {
        lanes.values().forEach(BatchLane::dropLost);
    }

    @Override
    public Parked parked() {
        return Parked.NONE;
    }

    private BatchLane lane(int partitionSlot) {
        return lanes.computeIfAbsent(
                partitionSlot, slot -> new BatchLane(slot, limits, runner, () -> flushAtOnce, meter(), parts));
    }
}

package io.npipeline.engine;

/**
 * A delivery that is in no order with any other: it is made ready by itself, and has a lane only once somebody asks for
 * it, as whatever waits for something does.
 *
 * <p>Threads as {@link Delivery}; handed over by the {@link WorkerPool}.
 */
final class LooseDelivery extends Delivery implements WorkUnit {

    private final DeliveryRunner runner;

    LooseDelivery(OffsetTracker.Segment<Ownership> segment, int slot, int bytes, DeliveryRunner runner) {
        super(segment, slot, bytes);
        this.runner = runner;
    }

    /** Any thread. */
    @Override
    synchronized Lane lane() {
        if (!hasLane()) {
            lane(Lane.heldBy(this, ownership().partitionSlot(), runner));
        }
        return super.lane();
    }

    /** By the worker that took it. */
    @Override
    public void run(Tally tally) {
        DeliveryRunner.Result result = runner.run(this, tally);
        // As in a lane: what follows is not the call that was meant.
        Thread.interrupted();
        if (result == DeliveryRunner.Result.SUSPENDED) {
            runner.suspend(lane(), this);
        }
    }
}

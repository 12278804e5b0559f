package io.npipeline.engine;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.message.KafkaMessage;
import io.npipeline.node.BatchLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;
import org.openjdk.jcstress.infra.results.JZ_Result;
import org.openjdk.jcstress.infra.results.ZII_Result;
import org.openjdk.jcstress.infra.results.ZJ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** A worker settles while the task thread commits or gives the partition up. Outcomes that are not named are forbidden. */
public final class SettlementRaces {

    private static final Duration LONG = Duration.ofDays(1);

    private SettlementRaces() {}

    /** The higher of two offsets is settled first, so it is never the one to be committed. */
    @JCStressTest
    @State
    @Outcome(id = "5, false", expect = Expect.ACCEPTABLE, desc = "neither was seen")
    @Outcome(id = "5, true", expect = Expect.ACCEPTABLE, desc = "the higher was seen")
    @Outcome(id = "-1, false", expect = Expect.ACCEPTABLE, desc = "both were seen, and none is above")
    public static class CommitWhileSettling {

        private final OffsetTracker<String> tracker = new OffsetTracker<>("owner");

        public CommitWhileSettling() {
            tracker.register(5);
            tracker.register(9);
        }

        @Actor
        public void worker() {
            tracker.lastSegment().settle(1);
            tracker.lastSegment().settle(0);
        }

        @Actor
        public void task(JZ_Result result) {
            result.r1 = tracker.firstUnsettled();
            OffsetMap.Builder above = new OffsetMap.Builder(5);
            tracker.addSettledAbove(above);
            result.r2 = above.build().isSettled(9);
        }
    }

    /** What a delivery carries is there for whoever saw that it is settled. */
    @JCStressTest
    @State
    @Outcome(id = "false, (-1|7)", expect = Expect.ACCEPTABLE, desc = "not settled")
    @Outcome(id = "true, 7", expect = Expect.ACCEPTABLE, desc = "settled, and all is there")
    public static class LookWhileSettling {

        private final Delivery delivery = RaceWorld.own().register(0, 1);

        @Actor
        public void worker() {
            delivery.joinBatch(7);
            delivery.release();
        }

        @Actor
        public void task(ZJ_Result result) {
            result.r1 = delivery.isSettled();
            result.r2 = delivery.batchedUpTo();
        }
    }

    /** The last share settles, once. */
    @JCStressTest
    @State
    @Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "settled once")
    public static class LastTwoShares {

        private final Ownership ownership = RaceWorld.ownCounting();
        private final Delivery delivery = ownership.register(0, 1);

        public LastTwoShares() {
            delivery.retain();
        }

        @Actor
        public void worker() {
            delivery.release();
        }

        @Actor
        public void other() {
            delivery.release();
        }

        @Arbiter
        public void end(Z_Result result) {
            result.r1 = ownership.isIdle();
        }
    }

    /**
     * A record that is about to run while its partition is committed, given up and had again. What the commit covers has run;
     * what it does not cover runs under the next owner, after the call of the one before.
     */
    @JCStressTest
    @State
    @Outcome(id = "true, 1, 0", expect = Expect.ACCEPTABLE, desc = "committed")
    @Outcome(id = "false, 1, 1", expect = Expect.ACCEPTABLE, desc = "ran too late for the commit, and again")
    @Outcome(id = "false, 0, 1", expect = Expect.ACCEPTABLE, desc = "dropped, and ran for the next owner")
    public static class RunAndRevoke {

        private final AtomicInteger running = new AtomicInteger();
        private int old;
        private int fresh;
        private boolean committed;
        private final RaceWorld world = new RaceWorld((KafkaMessage<Object> message) -> write(message));
        private final Ownership ownership = RaceWorld.own();

        public RunAndRevoke() {
            world.put(ownership, 7, "old");
        }

        private void write(KafkaMessage<Object> message) {
            if (running.getAndIncrement() == 0) {
                old += "old".equals(message.body()) ? 1 : 0;
                fresh += "fresh".equals(message.body()) ? 1 : 0;
            }
            running.decrementAndGet();
        }

        @Actor
        public void worker() {
            world.workers.run();
        }

        @Actor
        public void task() {
            committed = ownership.firstUnsettled() == OffsetTracker.NONE;
            world.release(ownership);
            if (!committed) {
                world.put(RaceWorld.own(), 7, "fresh");
            }
        }

        @Arbiter
        public void end(ZII_Result result) {
            world.workers.run();
            result.r1 = committed;
            result.r2 = old;
            result.r3 = fresh;
        }
    }

    /** A record that fails and is to be retried in a day, while its partition is given up and had again. */
    @JCStressTest
    @State
    @Outcome(id = "[01], 1, true", expect = Expect.ACCEPTABLE, desc = "the next owner does not wait for the retry")
    public static class RetryAndRevoke {

        private int old;
        private int fresh;
        private final RaceWorld world = new RaceWorld((KafkaMessage<Object> message) -> write(message));
        private final Ownership ownership = RaceWorld.own();

        public RetryAndRevoke() {
            world.put(ownership, 7, "old");
        }

        private void write(KafkaMessage<Object> message) throws IOException {
            if ("fresh".equals(message.body())) {
                fresh++;
                return;
            }
            old++;
            throw new IOException("injected");
        }

        @Actor
        public void worker() {
            world.workers.run();
        }

        @Actor
        public void task() {
            world.release(ownership);
            world.put(RaceWorld.own(), 7, "fresh");
        }

        @Arbiter
        public void end(IIZ_Result result) {
            world.workers.run();
            result.r1 = old;
            result.r2 = fresh;
            result.r3 = ownership.firstUnsettled() == OffsetTracker.NONE;
        }
    }

    /** A delivery that is to be settled after a while is let go of with its partition, once. */
    @JCStressTest
    @State
    @Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "let go of once")
    public static class DelayAndRevoke {

        private final DelayedSettlements delays = new DelayedSettlements(LONG, new RunState(), System::nanoTime);
        private final Ownership ownership = RaceWorld.ownCounting();
        private final Delivery delivery = ownership.register(0, 1);

        @Actor
        public void worker() {
            delays.add(delivery);
        }

        @Actor
        public void task() {
            ownership.release();
            delays.lose(ownership);
        }

        @Arbiter
        public void end(Z_Result result) {
            result.r1 = ownership.isIdle();
        }
    }

    /** A message that comes to a batcher is let go of with its partition, once. */
    @JCStressTest
    @State
    @Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "let go of once")
    public static class BatchAndRevoke {

        private final RaceWorld world = new RaceWorld((KafkaMessage<Object> message) -> {});
        private final Ownership ownership = RaceWorld.ownCounting();
        private final Delivery delivery = ownership.register(0, 1);
        private final BatchLane lane = new BatchLane(
                0,
                BatchLimits.of(10, LONG),
                world.runner(new SinkOperator(
                        world.meter("batched"), FailurePolicy.always(NodeErrorDecision.FAIL), (KafkaMessage<Object> message) -> {})),
                () -> false,
                world.meter("batcher"),
                world.parts());

        @Actor
        public void worker() {
            lane.add(new BatchItem(RaceWorld.message("a", delivery), delivery, System.nanoTime()));
        }

        @Actor
        public void task() {
            ownership.release();
            lane.dropLost();
        }

        @Arbiter
        public void end(Z_Result result) {
            result.r1 = ownership.isIdle();
        }
    }
}

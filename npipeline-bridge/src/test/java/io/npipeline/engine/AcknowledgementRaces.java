package io.npipeline.engine;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.PartitionLostException;
import io.npipeline.message.Rejection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IL_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * The user acknowledges or rejects while the worker waits for it, another thread of the user says something else or the task
 * thread gives the partition up. Outcomes that are not named are forbidden.
 */
public final class AcknowledgementRaces {

    private static final Operator SINK = new SinkOperator(
            new EngineCounters().node("sink").operator(),
            FailurePolicy.always(NodeErrorDecision.FAIL),
            (KafkaMessage<Object> message) -> {});
    private static final Tally TALLY = new Tally(0);
    private static final Rejection REJECTION = Rejection.fail(new IllegalStateException("no good"));

    private AcknowledgementRaces() {}

    private static OpenShares openShares() {
        return new OpenShares(unit -> unit.run(TALLY), Duration.ofDays(1), System::nanoTime);
    }

    private static SinkShare share(Delivery delivery, OpenShares open) {
        return new SinkShare(SINK, RaceWorld.message("a", delivery), delivery, null, open);
    }

    /** A delivery whose user is answered at once. */
    private static Delivery settled(Ownership ownership) {
        Delivery delivery = ownership.register(0, 1);
        delivery.settle();
        return delivery;
    }

    private static String told(@Nullable CompletionStage<Void> stage) {
        if (stage == null) {
            return "nothing";
        }
        CompletableFuture<Void> future = stage.toCompletableFuture();
        if (!future.isDone()) {
            return "nothing";
        }
        try {
            future.join();
            return "settled";
        } catch (CompletionException e) {
            return e.getCause() instanceof PartitionLostException ? "lost" : "too late";
        }
    }

    /** The user's first word about a delivery counts, and the second is told so. */
    @JCStressTest
    @State
    @Outcome(id = "too late, acknowledged", expect = Expect.ACCEPTABLE, desc = "acknowledged first")
    @Outcome(id = "lost, rejected", expect = Expect.ACCEPTABLE, desc = "rejected first")
    public static class AcknowledgeAndReject {

        private final Delivery delivery;
        private @Nullable CompletionStage<Void> rejected;

        public AcknowledgeAndReject() {
            Ownership ownership = RaceWorld.own();
            delivery = ownership.register(0, 1);
            ownership.release();
        }

        @Actor
        public void first() {
            CompletionStage<Void> unused = delivery.acknowledge("m");
        }

        @Actor
        public void second() {
            rejected = delivery.reject(REJECTION, "m");
        }

        @Arbiter
        public void end(LL_Result result) {
            result.r1 = told(rejected);
            boolean taken = delivery.takeRejection() != null;
            result.r2 = taken ? "rejected" : delivery.isDeclaredProcessed() ? "acknowledged" : "nothing";
        }
    }

    /** A rejection is followed once, whether the worker or the task thread comes to take it. */
    @JCStressTest
    @State
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "taken once")
    public static class TakeARejection {

        private final AtomicInteger taken = new AtomicInteger();
        private final Delivery delivery = settled(RaceWorld.own());

        public TakeARejection() {
            CompletionStage<Void> unused = delivery.reject(REJECTION, "m");
        }

        private void take() {
            if (delivery.takeRejection() != null) {
                taken.incrementAndGet();
            }
        }

        @Actor
        public void worker() {
            take();
        }

        @Actor
        public void task() {
            take();
        }

        @Arbiter
        public void end(I_Result result) {
            result.r1 = taken.get();
        }
    }

    /** The first word about what a sink was given counts: the user's, or that its call ended at its time limit. */
    @JCStressTest
    @State
    @Outcome(id = "ACKNOWLEDGED, ACKNOWLEDGED", expect = Expect.ACCEPTABLE, desc = "in time")
    @Outcome(id = "FAILED, FAILED", expect = Expect.ACCEPTABLE, desc = "too late")
    public static class AcknowledgeAndTimeOut {

        private final SinkShare share = share(settled(RaceWorld.own()), openShares());

        @Actor
        public void user(LL_Result result) {
            result.r1 = share.decide(PlainDecision.ACKNOWLEDGED);
        }

        @Actor
        public void worker(LL_Result result) {
            result.r2 = share.decide(PlainDecision.FAILED);
        }
    }

    /** A worker begins to wait while the user acknowledges: the wait ends, once. */
    @JCStressTest
    @State
    @Outcome(id = "1, ACKNOWLEDGED", expect = Expect.ACCEPTABLE, desc = "went on once")
    public static class WaitAndAcknowledge {

        private final AtomicInteger wentOn = new AtomicInteger();
        private final SinkShare share = share(settled(RaceWorld.own()), openShares());

        @Actor
        public void worker() {
            share.await(tally -> wentOn.incrementAndGet());
        }

        @Actor
        public void user() {
            CompletionStage<Void> unused = share.acknowledge("m");
        }

        @Arbiter
        public void end(IL_Result result) {
            result.r1 = wentOn.get();
            result.r2 = share.decision();
        }
    }

    /** The same where the user speaks of the delivery as a whole, which the task thread finds out at its next turn. */
    @JCStressTest
    @State
    @Outcome(id = "1, ACKNOWLEDGED", expect = Expect.ACCEPTABLE, desc = "went on once")
    public static class WaitAndAcknowledgeAll {

        private final AtomicInteger wentOn = new AtomicInteger();
        private final OpenShares open = openShares();
        private final Delivery delivery = settled(RaceWorld.own());
        private final SinkShare share = share(delivery, open);

        @Actor
        public void worker() {
            share.await(tally -> wentOn.incrementAndGet());
        }

        @Actor
        public void user() {
            CompletionStage<Void> unused = delivery.acknowledge("m");
            open.deliveryDecided();
            open.turn();
        }

        @Arbiter
        public void end(IL_Result result) {
            open.turn();
            result.r1 = wentOn.get();
            result.r2 = share.decision();
        }
    }

    /** A worker begins to wait for the user while the partition is given up: the wait ends, once. */
    @JCStressTest
    @State
    @Outcome(id = "1, LOST", expect = Expect.ACCEPTABLE, desc = "went on once")
    public static class WaitAndRevoke {

        private final AtomicInteger wentOn = new AtomicInteger();
        private final OpenShares open = openShares();
        private final Ownership ownership = RaceWorld.own();
        private final SinkShare share = share(ownership.register(0, 1), open);

        @Actor
        public void worker() {
            share.await(tally -> wentOn.incrementAndGet());
        }

        @Actor
        public void task() {
            ownership.release();
            open.lose(ownership);
        }

        @Arbiter
        public void end(IL_Result result) {
            result.r1 = wentOn.get();
            result.r2 = share.decision();
        }
    }

    /** The user acknowledges what is waited for while the partition is given up: one of the two counts. */
    @JCStressTest
    @State
    @Outcome(id = "1, (ACKNOWLEDGED|LOST)", expect = Expect.ACCEPTABLE, desc = "went on once")
    public static class AcknowledgeAndRevoke {

        private final AtomicInteger wentOn = new AtomicInteger();
        private final OpenShares open = openShares();
        private final Ownership ownership = RaceWorld.own();
        private final SinkShare share = share(ownership.register(0, 1), open);

        public AcknowledgeAndRevoke() {
            share.await(tally -> wentOn.incrementAndGet());
        }

        @Actor
        public void user() {
            share.decide(PlainDecision.ACKNOWLEDGED);
        }

        @Actor
        public void task() {
            ownership.release();
            open.lose(ownership);
        }

        @Arbiter
        public void end(IL_Result result) {
            result.r1 = wentOn.get();
            result.r2 = share.decision();
        }
    }

    /** A delivery that was dropped with its partition looks settled; the user must not be told so. */
    @JCStressTest
    @State
    @Outcome(id = "lost", expect = Expect.ACCEPTABLE, desc = "the truth")
    public static class TellAndDrop {

        private final AcknowledgementWaiters waiters = new AcknowledgementWaiters(Runnable::run);
        private final Ownership ownership = RaceWorld.own();
        private final Delivery delivery = ownership.register(0, 1);
        private @Nullable CompletionStage<Void> stage;

        @Actor
        public void user() {
            stage = waiters.add(delivery, "m", null);
        }

        @Actor
        public void taskAndWorker() {
            ownership.release();
            delivery.release();
            waiters.completeSettled();
        }

        @Arbiter
        public void end(L_Result result) {
            waiters.completeSettled();
            result.r1 = told(stage);
        }
    }

    /** Whoever asks while the task ends is answered. */
    @JCStressTest
    @State
    @Outcome(id = "lost", expect = Expect.ACCEPTABLE, desc = "not settled by this task")
    public static class TellAndClose {

        private final AcknowledgementWaiters waiters = new AcknowledgementWaiters(Runnable::run);
        private final Delivery delivery = RaceWorld.own().register(0, 1);
        private @Nullable CompletionStage<Void> stage;

        @Actor
        public void user() {
            stage = waiters.add(delivery, "m", null);
        }

        @Actor
        public void task() {
            waiters.close();
        }

        @Arbiter
        public void end(L_Result result) {
            result.r1 = told(stage);
        }
    }
}

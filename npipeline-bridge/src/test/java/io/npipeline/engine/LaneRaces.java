package io.npipeline.engine;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.message.KafkaMessage;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** Lanes go from thread to thread, and calls end, while others hand over. Outcomes that are not named are forbidden. */
public final class LaneRaces {

    private LaneRaces() {}

    /** A message comes to a lane that runs: it runs behind the one before it, once. */
    @JCStressTest
    @State
    @Outcome(id = "abc", expect = Expect.ACCEPTABLE, desc = "in order")
    public static class PublishAndRun {

        private String written = "";
        private final RaceWorld world =
                new RaceWorld((KafkaMessage<Object> message) -> written += String.valueOf(message.body()));
        private final Ownership ownership = RaceWorld.own();

        public PublishAndRun() {
            world.put(ownership, 0, "a");
        }

        @Actor
        public void worker() {
            world.workers.run();
        }

        @Actor
        public void task() {
            world.put(ownership, 1, "b");
            world.put(ownership, 2, "c");
        }

        @Arbiter
        public void end(L_Result result) {
            world.workers.run();
            result.r1 = written;
        }
    }

    /** So do several of one batch, which a message of another lane is between. */
    @JCStressTest
    @State
    @Outcome(id = "abcd", expect = Expect.ACCEPTABLE, desc = "in order")
    public static class PublishSeveralAndRun {

        private String written = "";
        private final RaceWorld world = new RaceWorld((KafkaMessage<Object> message) -> {
            if ("k".equals(message.key())) {
                written += String.valueOf(message.body());
            }
        });
        private final Ownership ownership = RaceWorld.own();

        public PublishSeveralAndRun() {
            world.put(ownership, 0, "a");
        }

        @Actor
        public void worker() {
            world.workers.run();
        }

        @Actor
        public void task() {
            world.submit(ownership, 1, "k", "b");
            world.submit(ownership, 2, "other", "x");
            world.submit(ownership, 3, "k", "c");
            world.submit(ownership, 4, "k", "d");
            world.dispatch();
        }

        @Arbiter
        public void end(L_Result result) {
            world.workers.run();
            result.r1 = written;
        }
    }

    /** Takes what became of a call that was pending. */
    private static final class Continuation extends Operator {

        private String results = "";

        Continuation(RaceWorld world) {
            super(world.meter("call"), FailurePolicy.always(NodeErrorDecision.FAIL));
        }

        @Override
        @Nullable
        KafkaMessage<?> apply(KafkaMessage<?> message, Delivery delivery) throws Exception {
            PendingCall over = (PendingCall) Objects.requireNonNull(delivery.suspension());
            delivery.suspension(null);
            try {
                results += over.result();
            } catch (TimeoutException e) {
                results += "timeout";
            }
            return null;
        }
    }

    /** A lane whose delivery waits for the end of a call. */
    private static final class PendingLane {

        private final RaceWorld world = new RaceWorld((KafkaMessage<Object> message) -> {});
        private final Continuation continuation = new Continuation(world);
        private final Lane lane = new Lane(0, 0, null, world.runner(continuation));
        private final PendingCall call;

        PendingLane() {
            Delivery delivery = RaceWorld.own().register(0, 1);
            KafkaMessage<Object> message = RaceWorld.message("a", delivery);
            call = new PendingCall(continuation, message, null, world.workers.pool());
            delivery.enter(message);
            delivery.lane(lane);
            delivery.suspension(call);
            lane.gather(delivery);
            lane.publish();
        }

        void park() {
            call.park(lane);
        }

        String results() {
            world.workers.run();
            return continuation.results;
        }
    }

    /** A call ends while its lane is about to be parked: the lane goes on, once. */
    @JCStressTest
    @State
    @Outcome(id = "result", expect = Expect.ACCEPTABLE, desc = "went on once")
    public static class ParkAndComplete {

        private final PendingLane pending = new PendingLane();

        @Actor
        public void worker() {
            pending.park();
        }

        @Actor
        public void user() {
            pending.call.complete("result", null);
        }

        @Arbiter
        public void end(L_Result result) {
            result.r1 = pending.results();
        }
    }

    /** A call ends when its time limit does: one of the two counts, and the lane goes on, once. */
    @JCStressTest
    @State
    @Outcome(id = "result|timeout", expect = Expect.ACCEPTABLE, desc = "went on once")
    public static class CompleteAndTimeOut {

        private final PendingLane pending = new PendingLane();

        public CompleteAndTimeOut() {
            pending.park();
        }

        @Actor
        public void user() {
            pending.call.complete("result", null);
        }

        @Actor
        public void timer() {
            pending.call.complete(null, new TimeoutException());
        }

        @Arbiter
        public void end(L_Result result) {
            result.r1 = pending.results();
        }
    }

    /** Of two errors that end the task one counts, and the other is kept with it. */
    @JCStressTest
    @State
    @Outcome(id = "first, second", expect = Expect.ACCEPTABLE, desc = "in this order")
    @Outcome(id = "second, first", expect = Expect.ACCEPTABLE, desc = "in that order")
    public static class FailAndFail {

        private final RunState state = new RunState();

        @Actor
        public void worker() {
            state.fail(new ConnectException("first"));
        }

        @Actor
        public void task() {
            state.fail(new ConnectException("second"));
        }

        @Arbiter
        public void end(LL_Result result) {
            ConnectException failure = Objects.requireNonNull(state.failure());
            result.r1 = failure.getMessage();
            result.r2 = failure.getSuppressed().length == 1 ? failure.getSuppressed()[0].getMessage() : "nothing";
        }
    }
}

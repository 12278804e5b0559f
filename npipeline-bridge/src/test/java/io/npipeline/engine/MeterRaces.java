package io.npipeline.engine;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJ_Result;
import org.openjdk.jcstress.infra.results.JJ_Result;
import org.openjdk.jcstress.infra.results.J_Result;

/** Workers count while others count or read. Outcomes that are not named are forbidden. */
public final class MeterRaces {

    private static final FailurePolicy FAIL = FailurePolicy.always(NodeErrorDecision.FAIL);

    private MeterRaces() {}

    /** Who sees that a message is settled sees it in the counts. */
    @JCStressTest
    @State
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "read before")
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "counted, not settled")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "settled and counted")
    public static class CountAndRead {

        private final EngineCounters counters = new EngineCounters();
        private final OperatorMeter meter = counters.node("node").operator();
        private final Operator operator = new PassOperator(meter, FAIL);
        private final Delivery delivery = RaceWorld.own().register(0, 1);

        @Actor
        public void worker() {
            counters.tallies().own().begun(operator);
            delivery.release();
        }

        @Actor
        public void reader(IJ_Result result) {
            result.r1 = delivery.isSettled() ? 1 : 0;
            result.r2 = meter.in();
        }
    }

    /** Two workers take nothing from each other. */
    @JCStressTest
    @State
    @Outcome(id = "4", expect = Expect.ACCEPTABLE, desc = "all counted")
    public static class CountAndCount {

        private final EngineCounters counters = new EngineCounters();
        private final OperatorMeter meter = counters.node("node").operator();
        private final Operator operator = new PassOperator(meter, FAIL);

        @Actor
        public void one() {
            count();
        }

        @Actor
        public void other() {
            count();
        }

        private void count() {
            counters.tallies().own().begun(operator);
            counters.tallies().own().begun(operator);
        }

        @Arbiter
        public void end(J_Result result) {
            result.r1 = meter.in();
        }
    }

    /** The task thread trusts this when it decides whether there is room: what is settled holds no bytes. */
    @JCStressTest
    @State
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "read before")
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "bytes counted, record not")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "settled")
    public static class SettleAndRead {

        private final InFlight inFlight = new InFlight(new Tallies(), () -> {});

        /** One record of one byte is in flight. */
        public SettleAndRead() {
            inFlight.registered(1);
        }

        @Actor
        public void worker() {
            inFlight.settled(1, 0);
        }

        @Actor
        public void reader(JJ_Result result) {
            result.r1 = inFlight.records();
            result.r2 = inFlight.bytes();
        }
    }

    /** Two threads that settle take nothing from each other. */
    @JCStressTest
    @State
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "all settled")
    public static class SettleAndSettle {

        private final InFlight inFlight = new InFlight(new Tallies(), () -> {});

        /** Two records of two bytes are in flight. */
        public SettleAndSettle() {
            inFlight.registered(2);
            inFlight.registered(2);
        }

        @Actor
        public void one() {
            inFlight.settled(2, 0);
        }

        @Actor
        public void other() {
            inFlight.settled(2, 0);
        }

        @Arbiter
        public void end(JJ_Result result) {
            result.r1 = inFlight.records();
            result.r2 = inFlight.bytes();
        }
    }
}

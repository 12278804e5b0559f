package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.message.MessageHeaders;
import io.npipeline.message.Rejection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The engine gives deliveries and runs nothing; the test keeps the units and the clock. */
class OpenSharesTest {

    private static final Duration OVERDUE = Duration.ofMinutes(1);

    private final EngineHarness harness = EngineHarness.into(message -> {}).start();
    private final Partition partition = harness.own(0);
    private final Delivery delivery = partition.submitMessage("k", "a", MessageHeaders.EMPTY);
    private final AtomicLong now = new AtomicLong();
    private final List<WorkUnit> units = new ArrayList<>();
    private final OpenShares open = new OpenShares(units::add, OVERDUE, now::get);
    private final SinkShare share = new SinkShare(
            new PassOperator(
                    new EngineCounters().node("sink").operator(), FailurePolicy.always(NodeErrorDecision.FAIL)),
            delivery.message(),
            delivery,
            null,
            open);
    private final WorkUnit unit = tally -> {};

    @AfterEach
    void close() {
        harness.close();
    }

    private void acknowledge() {
        assertThat(share.acknowledge("orders-0-0")).isNotNull();
    }

    @Test
    void theFirstWordMakesTheUnitReadyOnce() {
        share.await(unit);
        assertThat(units).isEmpty();
        acknowledge();
        acknowledge();
        assertThat(share.reject(Rejection.retryAfter(Duration.ZERO), "orders-0-0"))
                .isNotNull();
        assertThat(units).containsExactly(unit);
        assertThat(share.decision()).isEqualTo(PlainDecision.ACKNOWLEDGED);
    }

    @Test
    void aWordThatCameBeforeTheWaitMakesItReadyToo() {
        acknowledge();
        share.await(unit);
        assertThat(units).containsExactly(unit);
    }

    @Test
    void soDoesOneAboutTheWholeDeliveryBeforeAndAfter() {
        assertThat(delivery.reject(Rejection.retryAfter(Duration.ZERO), "orders-0-0"))
                .isNotNull();
        share.await(unit);
        assertThat(units).containsExactly(unit);
        assertThat(share.decision()).isInstanceOf(Rejected.class);

        delivery.reopen();
        SinkShare next = new SinkShare(share.at(), share.message(), delivery, null, open);
        next.await(unit);
        assertThat(delivery.acknowledge("orders-0-0")).isNotNull();
        open.deliveryDecided();
        open.turn();
        assertThat(units).containsExactly(unit, unit);
        assertThat(next.decision()).isEqualTo(PlainDecision.ACKNOWLEDGED);
    }

    @Test
    void aLossEndsTheWaitAndOneBeforeItToo() {
        share.await(unit);
        open.lose(harness.own(1).ownership);
        assertThat(units).isEmpty();
        open.lose(partition.ownership);
        assertThat(units).containsExactly(unit);

        partition.release();
        new SinkShare(share.at(), share.message(), delivery, null, open).await(unit);
        assertThat(units).containsExactly(unit, unit);
    }

    @Test
    void aMessageThatWaitsLongIsNamedOnce() {
        share.await(unit);
        now.addAndGet(OVERDUE.toNanos() - 1);
        open.turn();
        assertThat(open.overdue()).isZero();
        now.incrementAndGet();
        open.turn();
        assertThat(open.overdue()).isEqualTo(1);
        now.addAndGet(10 * OVERDUE.toNanos());
        open.turn();
        assertThat(open.overdue()).isEqualTo(1);
    }

    @Test
    void aMessageThatWasAcknowledgedIsNotNamed() {
        share.await(unit);
        acknowledge();
        now.addAndGet(OVERDUE.toNanos());
        open.turn();
        assertThat(open.overdue()).isZero();
    }
}

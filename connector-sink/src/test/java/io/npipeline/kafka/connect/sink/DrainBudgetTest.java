package io.npipeline.kafka.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long each of several drains may take. */
class DrainBudgetTest {

    private static final Duration LIMIT = Duration.ofSeconds(4);

    private final List<Duration> granted = new ArrayList<>();
    private Duration now = Duration.ofDays(1);
    private final DrainBudget budget = new DrainBudget(LIMIT, () -> now.toNanos());

    @Test
    void theFirstDrainHasAllOfIt() {
        assertThat(budget.left()).isEqualTo(LIMIT);

        drainFor(Duration.ofSeconds(1));

        assertThat(granted).containsExactly(LIMIT);
    }

    @Test
    void whatADrainOfTheSameStopTookIsGone() {
        drainFor(Duration.ofSeconds(1));
        pass(Duration.ofMillis(900));
        drainFor(Duration.ofSeconds(2));

        assertThat(granted).containsExactly(LIMIT, Duration.ofSeconds(3));
        assertThat(budget.left()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void nothingIsLeftOfOneThatTookLonger() {
        drainFor(LIMIT.plusSeconds(1));
        drainFor(Duration.ZERO);

        assertThat(granted).containsExactly(LIMIT, Duration.ZERO);
        assertThat(budget.left()).isEqualTo(Duration.ZERO);
    }

    /** Rebalances, or commits of the worker's own, however close they follow each other. */
    @Test
    void aDrainAfterAPutHasAllOfIt() {
        for (int drain = 0; drain < 50; drain++) {
            drainFor(Duration.ofMillis(100));
            budget.renew();
        }

        assertThat(granted).hasSize(50).containsOnly(LIMIT);
        assertThat(budget.left()).isEqualTo(LIMIT);
    }

    /** The worker commits between the drains of a stop, and that may take long. */
    @Test
    void theTimeBetweenDrainsGivesNothingBack() {
        drainFor(LIMIT);
        pass(Duration.ofMinutes(1));

        assertThat(budget.left()).isEqualTo(Duration.ZERO);
    }

    private void drainFor(Duration time) {
        budget.spend(limit -> {
            granted.add(limit);
            pass(time);
        });
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}

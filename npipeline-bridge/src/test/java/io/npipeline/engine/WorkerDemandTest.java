package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorkerDemandTest {

    private static final long SHORT = 200;
    private static final long LONG = Duration.ofMillis(5).toNanos();

    private final WorkerDemand demand = new WorkerDemand();

    private void ran(int times, int units, long nanosEach) {
        for (int i = 0; i < times; i++) {
            demand.ran(units, units * nanosEach);
        }
    }

    @Test
    void atFirstEveryUnitIsWorthAWorker() {
        assertThat(demand.isWorthAnother(1, 1)).isTrue();
        assertThat(demand.isWorthAnother(0, 0)).isFalse();
    }

    @Test
    void aBatchOfShortUnitsIsLeftToTheWorkerThatIsBusy() {
        ran(10_000, 1, SHORT);
        assertThat(demand.isWorthAnother(500, 1)).isFalse();
        assertThat(demand.isWorthAnother(500, 0)).isFalse();
    }

    @Test
    void aBacklogOfShortUnitsIsWorthAnother() {
        ran(10_000, 1, SHORT);
        assertThat(demand.isWorthAnother(100_000, 1)).isTrue();
        assertThat(demand.isWorthAnother(10_000, 1_000)).isFalse();
    }

    @Test
    void aUnitThatTookLongOnceChangesLittle() {
        ran(10_000, 1, SHORT);
        ran(1, 1, Duration.ofSeconds(10).toNanos());
        assertThat(demand.isWorthAnother(100, 1)).isFalse();
    }

    @Test
    void whenUnitsTakeLongEachBecomesWorthAWorker() {
        ran(10_000, 1, SHORT);
        ran(2_000, 1, LONG);
        assertThat(demand.isWorthAnother(1, 1)).isTrue();
    }

    @Test
    void whereSomeUnitsAreShortAndSomeLongTheLongOnesCount() {
        for (int i = 0; i < 10_000; i++) {
            ran(1, 1, i % 20 < 11 ? 1_000 : 240_000);
        }
        assertThat(demand.isWorthAnother(50, 1)).isTrue();
    }

    @Test
    void manyUnitsAtATimeSayMoreThanOne() {
        ran(1_000, 64, SHORT);
        assertThat(demand.isWorthAnother(500, 1)).isFalse();
    }
}

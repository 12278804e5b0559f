package io.npipeline.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {

    private static Samples samples(Double... values) {
        return new Samples(List.of(values));
    }

    @Test
    void theMedianIsTheMiddleOfTheSortedRounds() {
        assertThat(samples(9.0, 1.0, 5.0).median()).isEqualTo(5);
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        assertThat(samples(9.0, 1.0, 5.0, 7.0).median()).isEqualTo(6);
    }

    @Test
    void theSpreadIsTheDistanceOfTheExtremesAsAShareOfTheMedian() {
        assertThat(samples(90.0, 100.0, 120.0).spread()).isCloseTo(0.3, within(1e-9));
    }

    @Test
    void sidesAreDividedRoundByRound() {
        // The machine was twice as fast in the second round, for both.
        assertThat(samples(80.0, 160.0).dividedBy(samples(100.0, 200.0))).isEqualTo(samples(0.8, 0.8));
    }

    @Test
    void sidesWithOtherRoundsAreNotDivided() {
        assertThatThrownBy(() -> samples(1.0).dividedBy(samples(1.0, 2.0))).hasMessageContaining("1 rounds beside 2");
    }

    @Test
    void nothingMeasuredIsRefused() {
        assertThatThrownBy(() -> new Samples(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}

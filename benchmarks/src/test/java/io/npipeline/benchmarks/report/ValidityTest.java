package io.npipeline.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ValidityTest {

    private static final Samples STEADY = new Samples(List.of(100.0, 110.0, 120.0));

    @Test
    void aSteadyPeerThatTookFiveSecondsIsGoodEnough() {
        assertThat(Validity.problems("it", 5, STEADY)).isEmpty();
    }

    @Test
    void aPeerThatTookLessIsNot() {
        assertThat(Validity.problems("it", 4.94, STEADY))
                .containsExactly("it took 4.9 s in one round, which is under 5 s");
    }

    @Test
    void aPeerThatVariedByMoreThanThirtyPercentIsNot() {
        assertThat(Validity.problems("it", 60, new Samples(List.of(100.0, 100.0, 131.0))))
                .containsExactly("it varied by 31 %, which is more than 30 %");
    }
}

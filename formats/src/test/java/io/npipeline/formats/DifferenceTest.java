package io.npipeline.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.formats.sample.Case;
import io.npipeline.formats.sample.Cases;
import io.npipeline.formats.sample.Difference;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class DifferenceTest {

    private static final List<Case> CASES = Cases.ALL;

    @ParameterizedTest
    @FieldSource("CASES")
    void thereIsNoneBetweenACaseAndItself(Case one) {
        assertThat(Difference.between(one, one.sample())).isEqualTo(Difference.NONE);
    }

    @Test
    void namesOfCasesAreUnique() {
        assertThat(CASES.stream().map(Case::name)).doesNotHaveDuplicates();
    }

    @Test
    void zerosNansAndScalesAreToldApart() {
        assertThat(word("double, -0.0", arrived("float64", 0.0))).isEqualTo("0.0");
        assertThat(word("double, NaN", arrived("float64", null))).isEqualTo("null");
        assertThat(word("BigDecimal, 0.10", arrived("decimal", new BigDecimal("0.1"))))
                .isEqualTo("0.1");
    }

    @Test
    void timesThatAreCutOffAreNamedByWhatIsLeft() {
        Instant instant = Instant.parse("2026-02-28T23:59:59.123Z");
        assertThat(word("Instant, nanoseconds", arrived("instant", instant))).isEqualTo("ms");
        assertThat(word("Instant, nanoseconds", arrived("instant", instant.plusNanos(456_000))))
                .isEqualTo("µs");
        assertThat(word("LocalTime, nanoseconds", arrived("time", LocalTime.parse("23:59:59.123"))))
                .isEqualTo("ms");
    }

    @Test
    void emptyInTheStandOfNullIsNamed() {
        assertThat(word("List, null", arrived("numbers", List.of()))).isEqualTo("empty");
    }

    @Test
    void aComponentThatTheCaseLeavesAloneCounts() {
        assertThat(word("int, max", arrived("int64", 3L))).isEqualTo("also int64: 3");
    }

    private static String word(String caseName, Case arrived) {
        return Difference.between(Cases.named(caseName), arrived.sample());
    }

    private static Case arrived(String component, @Nullable Object content) {
        return new Case("", "", component, content);
    }
}

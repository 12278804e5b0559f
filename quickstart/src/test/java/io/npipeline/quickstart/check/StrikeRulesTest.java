package io.npipeline.quickstart.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrikeRulesTest {

    @Test
    void aGoodRowIsStored() {
        assertThat(StrikeRules.objection(Rows.GOOD)).isEmpty();
        assertThat(StrikeRules.objection(Rows.with("Speed IAS in knots", ""))).isEmpty();
        assertThat(StrikeRules.objection(Rows.with("Cost Repair", "1,250,000"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Effect Amount of damage, C",
        "Effect Amount of damage, none",
        "Phase of flight, Hovering",
        "Wildlife Size, Huge",
        "Time of day, Noon",
        "Flight Date, 1990-02-30",
        "Cost Total $, 12.5",
        "Cost Other, ''",
        "Speed IAS in knots, fast"
    })
    void aBadValueIsNamed(String column, String value) {
        assertThat(StrikeRules.objection(Rows.with(column, value))).contains(column + " is \"" + value + "\"");
    }

    @Test
    void aRowOfAnotherLengthIsNot() {
        assertThat(StrikeRules.objection(List.of("x", "y"))).contains("it has 2 columns");
    }
}

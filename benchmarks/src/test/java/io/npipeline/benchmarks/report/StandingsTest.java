package io.npipeline.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandingsTest {

    private static Measured measured(long records, Double... rates) {
        return new Measured(records, new Samples(List.of(rates)));
    }

    private static JsonNode json(String line) throws Exception {
        return new ObjectMapper().readTree(line);
    }

    @Test
    void theRatioIsTheMedianOfTheRoundsAndNotThatOfTheMedians() {
        Standings standings = new Standings(
                Map.of("peer", measured(1_000, 100.0, 200.0, 300.0), "ours", measured(1_000, 50.0, 180.0, 240.0)),
                "peer");

        assertThat(standings.ratio("ours")).isCloseTo(0.8, within(1e-9));
    }

    @Test
    void theLineHasTheFiguresAndSaysThatTheyAreValid() throws Exception {
        Standings standings = new Standings(
                Map.of("peer", measured(1_000, 100.0, 110.0, 120.0), "ours", measured(1_000, 200.0, 220.0, 240.0)),
                "peer");

        JsonNode line = json(standings.result("keyed-cpu", "ours").line());

        assertThat(line.path("bench").asText()).isEqualTo("keyed-cpu");
        assertThat(line.path("ours").asDouble()).isEqualTo(220);
        assertThat(line.path("peer").asDouble()).isEqualTo(110);
        assertThat(line.path("ratio").asDouble()).isEqualTo(2);
        assertThat(line.path("unit").asText()).isEqualTo("records/s");
        assertThat(line.path("valid").asBoolean()).isTrue();
        assertThat(line.has("limitRatio")).isFalse();
    }

    @Test
    void aPeerWhoseShortestRoundWasTooShortMakesTheResultInvalid() throws Exception {
        Standings standings = new Standings(
                Map.of("peer", measured(500, 99.0, 99.0, 101.0), "ours", measured(500, 1.0, 1.0, 1.0)), "peer");

        JsonNode line = json(standings.result("keyed-cpu", "ours").line());

        assertThat(line.path("valid").asBoolean(true)).isFalse();
        assertThat(line.path("problems")).hasSize(1);
    }

    @Test
    void allRoundsAreInALineOfTheirOwn() throws Exception {
        Standings standings = new Standings(
                Map.of("peer", measured(1_000, 100.0, 110.0), "ours", measured(1_000, 200.0, 220.5)), "peer");

        JsonNode line = json(standings.result("keyed-cpu", "ours").roundsLine());

        assertThat(line.at("/rounds/ours").toString()).isEqualTo("[200,220.5]");
        assertThat(line.at("/rounds/peer").toString()).isEqualTo("[100,110]");
    }
}

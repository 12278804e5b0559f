package io.npipeline.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.quickstart.check.StrikesDatabase.AirportCost;
import java.util.List;
import org.junit.jupiter.api.Test;

class AirportTableTest {

    @Test
    void columnsLineUp() {
        assertThat(AirportTable.lines(List.of(
                        new AirportCost("DENVER\r\nINTL", 1_234, 56, 7_890_123), new AirportCost("X", 1, 0, 0))))
                .containsExactly(
                        "Airport      Strikes  Damaging     Total cost",
                        "DENVER INTL    1,234        56     $7,890,123",
                        "X                  1         0             $0");
    }

    @Test
    void withoutAirportsThereIsNoTable() {
        assertThat(AirportTable.lines(List.of())).isEmpty();
    }
}

package io.npipeline.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void throughIsWhenAllRowsArrivedAndAllOffsetsAreCommitted() {
        assertThat(new Progress(10, 10, 9, 9, 1, 0).isThrough()).isTrue();
        assertThat(new Progress(10, 9, 9, 9, 1, 0).isThrough())
                .as("a line that the ingress refused")
                .isTrue();
        assertThat(new Progress(10, 10, 9, 8, 1, 0).isThrough()).isFalse();
        assertThat(new Progress(10, 10, 9, 9, 1, 1).isThrough()).isFalse();
    }

    @Test
    void aLagOfRecordsThatWereNotSeenYetTellsNothing() {
        assertThat(new Progress(10, 10, 5, 9, 1, 0).isThrough()).isFalse();
    }

    @Test
    void everyStageIsShown() {
        assertThat(new Progress(10_000, 9_000, 8_000, 7_000, 15, 1_000))
                .hasToString("file  10,000 rows | strikes   9,000 | assessed   8,000 | stored   7,000"
                        + " | dead letters    15 | lag   1,000");
    }
}

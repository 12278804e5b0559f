package io.npipeline.benchmarks.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ReadingTest {

    @Test
    void itsJsonHoldsAllOfIt() throws Exception {
        Reading reading = Reading.numbered(4_711);

        assertThat(new ObjectMapper().readValue(reading.json(), Reading.class)).isEqualTo(reading);
    }
}

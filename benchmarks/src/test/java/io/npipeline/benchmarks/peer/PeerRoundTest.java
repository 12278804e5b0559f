package io.npipeline.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PeerRoundTest {

    @Test
    void itsLineIsReadBack() {
        PeerRound round = new PeerRound("127.0.0.1:9092", "bytes", "group-1", 1_000, Path.of("/a folder"), 5, 100);

        assertThat(PeerRound.parse(round.line())).isEqualTo(round);
    }
}

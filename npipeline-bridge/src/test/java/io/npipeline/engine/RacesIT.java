package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;

/**
 * Runs {@link SettlementRaces}, {@link AcknowledgementRaces}, {@link LaneRaces} and {@link MeterRaces}: two threads meet in each
 * of them some ten thousand times, in JVMs of their own. An outcome that none of them names fails.
 */
class RacesIT {

    @Test
    void noRaceHasAnOutcomeThatIsForbidden() throws Exception {
        Options options = new Options(new String[] {
            "-t", "io\\.npipeline\\.engine\\.\\w+Races\\.",
            "-r", Objects.requireNonNull(System.getProperty("races.report")),
            "-time", Objects.requireNonNull(System.getProperty("races.millis")),
            "-iters", "3",
            "-f", "1",
            "-fsm", "1",
            "-sc", "false",
            "-af", "NONE",
            // On a busy machine the two threads meet seldom unless they wait for each other often, and give way
            // meanwhile.
            "-spinStyle", "THREAD_YIELD",
            "-strideSize", "4",
            "-strideCount", "100",
            "-jvmArgs", Objects.requireNonNull(System.getProperty("races.jvm.flags"))
        });
        assertThat(options.parse()).isTrue();
        JCStress races = new JCStress(options);
        assertThat(races.getTests()).hasSizeGreaterThanOrEqualTo(20);
        // Throws when an outcome was forbidden.
        races.run();
    }
}

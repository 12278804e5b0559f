package io.npipeline.integration.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.pipelines.NumberedOutputsPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * A key that is retried for long: the other keys of its partition are written meanwhile, across a SIGKILL of the worker, and
 * in the end every output is there once and in the order of its key.
 */
class StuckKeyIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Test
    void outputsOfOtherKeysFlowAndAKillDuplicatesNothing() throws IOException {
        try (ConnectEnvironment environment = RelayEnvironment.exactlyOnce(StuckKeyIT.class);
                RelayRun run = new RelayRun(environment, new Inputs(80, 60), 1)) {
            Path gate = Files.createFile(environment.file("gate"));
            run.stuckBehind(gate).start();
            await().atMost(LIMIT).pollDelay(Duration.ZERO).until(() -> run.written() >= run.expected() / 3);
            assertThat(othersAreWritten(run)).as("all written before the kill").isFalse();

            environment.worker().kill();
            environment.worker().restart();

            await().atMost(LIMIT).until(() -> run.written() > 0 && othersAreWritten(run));
            assertThat(run.findings().lost()).isNotEmpty();
            assertThat(run.findings().duplicated()).isEmpty();

            Files.delete(gate);
            assertThat(run.awaitAll()).matches(Findings::areNone);
            assertThat(run.deadLetterFindings()).matches(Findings::areNone);
        }
    }

    /** Whether nothing is missing but the key that is stuck, and what is sent last. */
    private static boolean othersAreWritten(RelayRun run) {
        return run.findings().lost().stream()
                .allMatch(body -> body.startsWith(NumberedOutputsPipeline.STUCK) || body.startsWith("end"));
    }
}

package io.npipeline.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.mutants.Verdict.Caught;
import io.npipeline.mutants.Verdict.Survived;
import io.npipeline.mutants.Verdict.Untried;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SummaryTest {

    private final Summary summary = new Summary();

    @Test
    void allCaughtIsTheOneSuccess() {
        String line = add("05-settle-after-revoke", new Caught("ReleaseTest.name"));

        assertThat(line).matches("caught +05-settle-after-revoke +ReleaseTest.name \\(12 s\\)");
        assertThat(summary.total()).isEqualTo("MUTANTS caught=1 survived=0");
        assertThat(summary.exitCode()).isZero();
    }

    @Test
    void survivorFails() {
        add("a", new Caught("ATest.b"));
        String line = add("b", new Survived("all tests pass"));

        assertThat(line).startsWith("SURVIVED").contains(" b ").contains("all tests pass");
        assertThat(summary.total()).isEqualTo("MUTANTS caught=1 survived=1");
        assertThat(summary.exitCode()).isEqualTo(1);
    }

    @Test
    void whatCouldNotBeTriedIsSaidAndFails() {
        String line = add("a", new Untried("does not compile: A.java"));

        assertThat(line).startsWith("failed").contains("does not compile: A.java");
        assertThat(summary.total()).isEqualTo("MUTANTS caught=0 survived=0 failed=1");
        assertThat(summary.exitCode()).isEqualTo(2);
    }

    private String add(String mutant, Verdict verdict) {
        return summary.add(mutant, verdict, Duration.ofMillis(12_900));
    }
}

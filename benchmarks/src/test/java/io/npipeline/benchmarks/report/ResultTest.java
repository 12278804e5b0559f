package io.npipeline.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResultTest {

    @Test
    void aBenchmarkWithoutAPeerSaysSo() {
        assertThat(new Result("engine", "ns/message").alone(123.456).line())
                .isEqualTo("{\"bench\":\"engine\",\"ours\":123.5,\"peer\":null,\"ratio\":null,"
                        + "\"unit\":\"ns/message\",\"valid\":true,\"problems\":[]}");
    }

    @Test
    void theLimitStandsBesideTheRatio() {
        assertThat(new Result("binder", "ns").compare(2, 10, 5).limit(0.8).line())
                .contains("\"ratio\":5,\"limitRatio\":0.8");
    }

    @Test
    void largeNumbersAreNotWrittenWithExponents() {
        assertThat(Result.rounded(1_234_567)).hasToString("1235000");
    }
}

package io.npipeline.failure;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limits of a circuit breaker's options. */
class CircuitBreakerTest {

    @Test
    void theDefaultsAreWithinThem() {
        assertThatNoException().isThrownBy(CircuitBreaker::ofDefaults);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0   | 1     | PT1S     | failureRate must be above 0 and at most 1, not 0.0",
                "1.1 | 1     | PT1S     | failureRate must be above 0 and at most 1, not 1.1",
                "NaN | 1     | PT1S     | failureRate must be above 0 and at most 1, not NaN",
                "1   | 0     | PT1S     | minimumCalls must be from 1 to 10000, not 0",
                "1   | 10001 | PT1S     | minimumCalls must be from 1 to 10000, not 10001",
                "1   | 1     | PT0S     | openDuration must be at least 1 ms and at most PT24H, not PT0S",
                "1   | 1     | PT24H1S  | openDuration must be at least 1 ms and at most PT24H, not PT24H1S",
            })
    void whatIsOutsideIsRefused(double failureRate, int minimumCalls, Duration openDuration, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CircuitBreaker(failureRate, minimumCalls, openDuration))
                .withMessage(message);
    }
}

package io.npipeline.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExponentialBackoffRetryStrategyTest {

    private static final Duration MS_100 = Duration.ofMillis(100);
    private static final Duration S_30 = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMillis(Long.MAX_VALUE);
    private final RuntimeException error = new RuntimeException();

    @ParameterizedTest
    @CsvSource({"0,100", "1,200", "2,400", "8,25600", "9,30000", "63,30000", "64,30000", "1000000,30000"})
    void theDelayDoublesUpToTheLongest(int attempt, long millis) {
        var strategy = new ExponentialBackoffRetryStrategy(3, MS_100, S_30, 0);
        assertThat(strategy.delay(attempt)).isEqualTo(Duration.ofMillis(millis));
    }

    static Stream<ExponentialBackoffRetryStrategy> strategies() {
        return Stream.of(
                ExponentialBackoffRetryStrategy.ofDefaults(),
                new ExponentialBackoffRetryStrategy(3, MS_100, S_30, 1),
                new ExponentialBackoffRetryStrategy(3, Duration.ofMillis(1), LONGEST, 1),
                new ExponentialBackoffRetryStrategy(3, LONGEST, LONGEST, 1),
                new ExponentialBackoffRetryStrategy(3, Duration.ofMillis(3), Duration.ofMillis(5), 0.5));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void whateverTheAttemptTheDelayStaysBetweenTheBaseAndTheLongestWithItsJitter(
            ExponentialBackoffRetryStrategy strategy) {
        int[] attempts = {Integer.MIN_VALUE, -1, 0, 1, 31, 32, 62, 63, 64, 1_000_000, Integer.MAX_VALUE};
        Duration most =
                strategy.maxDelay().plusMillis((long) (strategy.maxDelay().toMillis() * strategy.jitter()));
        for (int attempt : attempts) {
            for (int i = 0; i < 100; i++) {
                assertThat(strategy.delay(attempt)).as("attempt %d", attempt).isBetween(strategy.baseDelay(), most);
            }
        }
    }

    @Test
    void jitterSpreadsTheDelays() {
        var strategy = new ExponentialBackoffRetryStrategy(3, Duration.ofHours(1), Duration.ofHours(1), 0.2);
        assertThat(IntStream.range(0, 100).mapToObj(strategy::delay).distinct()).hasSizeGreaterThan(50);
    }

    @Test
    void callsAreRepeatedAsOftenAsGiven() {
        var strategy = new ExponentialBackoffRetryStrategy(2, MS_100, S_30, 0);
        assertThat(IntStream.of(0, 1, 2, Integer.MAX_VALUE).mapToObj(attempt -> strategy.shouldRetry(error, attempt)))
                .containsExactly(true, true, false, false);
        assertThat(new ExponentialBackoffRetryStrategy(0, MS_100, S_30, 0).shouldRetry(error, 0))
                .isFalse();
    }

    @Test
    void theDefaultsAreThoseOfTheDocumentation() {
        assertThat(ExponentialBackoffRetryStrategy.ofDefaults())
                .isEqualTo(new ExponentialBackoffRetryStrategy(3, MS_100, S_30, 0.2));
    }

    @Test
    void argumentsThatMakeNoSenseAreRefusedWithTheirBounds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExponentialBackoffRetryStrategy(-1, MS_100, S_30, 0))
                .withMessage("maxRetries must be 0 or more, not -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExponentialBackoffRetryStrategy(1, Duration.ofNanos(999_999), S_30, 0))
                .withMessage("baseDelay must be at least 1 ms, not PT0.000999999S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExponentialBackoffRetryStrategy(1, S_30, MS_100, 0))
                .withMessage("maxDelay must be at least baseDelay (PT30S), not PT0.1S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExponentialBackoffRetryStrategy(1, MS_100, LONGEST.plusMillis(1), 0))
                .withMessageStartingWith("maxDelay must be at most " + LONGEST);
    }

    @ParameterizedTest
    @CsvSource({"-0.1", "1.1", "NaN"})
    void jitterIsAShare(double jitter) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExponentialBackoffRetryStrategy(1, MS_100, S_30, jitter))
                .withMessage("jitter must be from 0 to 1, not " + jitter);
    }

    @Test
    void noneNeverRetries() {
        assertThat(RetryStrategy.none().shouldRetry(error, 0)).isFalse();
        assertThat(RetryStrategy.none().delay(0)).isZero();
    }

    @Test
    void thePresetForHiccupsIsOverWithinASecond() {
        assertThat(longest(ExponentialBackoffRetryStrategy.forHiccups(), 5)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void thePresetForOutagesOutlastsAQuarterOfAnHour() {
        ExponentialBackoffRetryStrategy preset = ExponentialBackoffRetryStrategy.forOutages();
        assertThat(longest(preset, 20)).isBetween(Duration.ofMinutes(15), Duration.ofMinutes(25));
    }

    @Test
    void aFixedDelayStaysTheSame() {
        RetryStrategy fixed = RetryStrategy.fixed(3, Duration.ofSeconds(7));
        IllegalStateException error = new IllegalStateException();
        assertThat(fixed.shouldRetry(error, 2)).isTrue();
        assertThat(fixed.shouldRetry(error, 3)).isFalse();
        assertThat(fixed.delay(0)).isEqualTo(Duration.ofSeconds(7)).isEqualTo(fixed.delay(63));
    }

    private static Duration longest(RetryStrategy strategy, int retries) {
        IllegalStateException error = new IllegalStateException();
        Duration all = Duration.ZERO;
        int attempt = 0;
        while (strategy.shouldRetry(error, attempt)) {
            all = all.plus(strategy.delay(attempt));
            attempt++;
        }
        assertThat(attempt).isEqualTo(retries);
        return all;
    }
}

package io.npipeline.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** How long calls took lately, by a clock of the test's. */
class LatencyWindowTest {

    private static final Percentage PRECISION = Percentage.withPercentage(7);

    private final AtomicLong now = new AtomicLong(-5_000_000_000L);
    private final LatencyWindow window = new LatencyWindow(now::get);

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void withoutCallsThereIsNoNumber() {
        assertThat(window.percentileMs(99)).isNaN();
        assertThat(window.maxMs()).isNaN();
    }

    @Test
    void percentilesAndTheLongestAreOfAllCalls() {
        for (int call = 1; call <= 1_000; call++) {
            window.record(millis(call));
        }
        for (int reading = 0; reading < 2; reading++) {
            assertThat(window.percentileMs(50)).isCloseTo(500, PRECISION);
            assertThat(window.percentileMs(95)).isCloseTo(950, PRECISION);
            assertThat(window.percentileMs(99)).isCloseTo(990, PRECISION);
            assertThat(window.maxMs()).isCloseTo(1_000, PRECISION);
        }
    }

    @Test
    void aCallMayStandForSeveral() {
        window.record(millis(1), 98, now.get());
        window.record(millis(100), 2, now.get());
        assertThat(window.percentileMs(98)).isCloseTo(1, PRECISION);
        assertThat(window.percentileMs(98.5)).isCloseTo(100, PRECISION);
    }

    @Test
    void shortCallsAreToldApartAndLongOnesCountAsAnHour() {
        window.record(40);
        assertThat(window.maxMs()).isCloseTo(0.000_04, within(0.000_003));
        window.record(Duration.ofDays(2).toNanos());
        window.record(-1);
        assertThat(window.maxMs()).isCloseTo(3_600_000, PRECISION);
    }

    @Test
    void aCallIsRememberedForAMinuteAtLeastAndTwoAtMost() {
        pass(Duration.ofSeconds(59));
        window.record(millis(500));
        pass(Duration.ofSeconds(60));
        assertThat(window.maxMs()).isCloseTo(500, PRECISION);
        pass(Duration.ofSeconds(60));
        assertThat(window.maxMs()).isNaN();
    }

    @Test
    void thatIsSoWithoutReadings() {
        window.record(millis(500));
        for (int second = 0; second < 121; second++) {
            pass(Duration.ofSeconds(1));
            window.record(millis(1));
        }
        assertThat(window.maxMs()).isCloseTo(1, PRECISION);
    }

    @Test
    void whatCameBeforeALongPauseIsForgotten() {
        window.record(millis(500));
        pass(Duration.ofMinutes(10));
        assertThat(window.maxMs()).isNaN();
        window.record(millis(1));
        assertThat(window.maxMs()).isCloseTo(1, PRECISION);
    }

    @Test
    void whatManyThreadsRecordIsThereWhileOthersRead() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            Stream<Future<?>> recording = IntStream.range(0, 2)
                    .<Future<?>>mapToObj(thread -> threads.submit(() -> {
                        for (int call = 0; call < 20_000; call++) {
                            window.record(millis(call % 2 == 0 ? 1 : 100));
                        }
                    }))
                    .toList()
                    .stream();
            for (Future<?> each : recording.toList()) {
                while (!each.isDone()) {
                    assertThat(window.maxMs()).matches(max -> Double.isNaN(max) || max < 108);
                }
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(window.percentileMs(50)).isCloseTo(1, PRECISION);
        assertThat(window.percentileMs(50.01)).isCloseTo(100, PRECISION);
    }
}

package io.npipeline.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchLimitsTest {

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void aBatchOfNoMessageIsRefused(int maxMessages) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchLimits.of(maxMessages, Duration.ZERO))
                .withMessage("maxMessages must be at least 1, not " + maxMessages);
    }

    @Test
    void aBatchOfNoByteIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchLimits.of(1, Duration.ZERO).withMaxBytes(0))
                .withMessage("maxBytes must be at least 1, not 0");
    }

    @Test
    void aNegativeLingerIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchLimits.of(1, Duration.ofNanos(-1)))
                .withMessage("linger must not be negative: PT-0.000000001S");
    }

    @Test
    void aLingerBeyondADayIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchLimits.of(1, Duration.ofDays(1).plusNanos(1)))
                .withMessage("linger must be at most PT24H, not PT24H0.000000001S");
        assertThatIllegalArgumentException().isThrownBy(() -> BatchLimits.of(1, Duration.ofSeconds(Long.MAX_VALUE)));
    }

    @Test
    void theBoundsThemselvesAreAccepted() {
        assertThat(BatchLimits.of(1, Duration.ZERO)).isEqualTo(new BatchLimits(1, Long.MAX_VALUE, Duration.ZERO));
        assertThat(BatchLimits.of(Integer.MAX_VALUE, Duration.ofDays(1)).linger())
                .isEqualTo(Duration.ofDays(1));
    }
}

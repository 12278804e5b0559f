package io.npipeline.failure;

import static io.npipeline.failure.NodeErrorDecision.DEAD_LETTER;
import static io.npipeline.failure.NodeErrorDecision.FAIL;
import static io.npipeline.failure.NodeErrorDecision.RETRY;
import static io.npipeline.failure.NodeErrorDecision.SKIP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailurePolicyTest {

    private static final RetryStrategy TWICE =
            new ExponentialBackoffRetryStrategy(2, Duration.ofMillis(5), Duration.ofMillis(5), 0);

    @Test
    void anErrorWithoutARuleIsRetriedAndThenTakesTheLastStep() {
        FailurePolicy policy = FailurePolicy.retry(TWICE).then(DEAD_LETTER);
        assertThat(List.of(policy.decide(new IOException(), 0), policy.decide(new IOException(), 1)))
                .containsOnly(RETRY);
        assertThat(policy.decide(new IOException(), 2)).isEqualTo(DEAD_LETTER);
        assertThat(policy.delay(0)).isEqualTo(Duration.ofMillis(5));
    }

    @ParameterizedTest
    @EnumSource(names = {"SKIP", "DEAD_LETTER", "FAIL"})
    void alwaysTakesItsStepAtTheFirstFailure(NodeErrorDecision step) {
        assertThat(FailurePolicy.always(step).decide(new IOException(), 0)).isEqualTo(step);
    }

    @Test
    void theFirstRuleThatMatchesDecidesSubclassesIncluded() {
        FailurePolicy policy = FailurePolicy.retry(TWICE)
                .on(IllegalArgumentException.class, SKIP)
                .on(RuntimeException.class, DEAD_LETTER)
                .on(NumberFormatException.class, FAIL)
                .then(FAIL);
        assertThat(policy.decide(new NumberFormatException(), 0)).isEqualTo(SKIP);
        assertThat(policy.decide(new IllegalStateException(), 0)).isEqualTo(DEAD_LETTER);
        assertThat(policy.decide(new IOException(), 0)).isEqualTo(RETRY);
    }

    @Test
    void aRuleThatSaysRetryEndsTheSearchAndRetriesAsTheStrategyAllows() {
        FailurePolicy policy = FailurePolicy.retry(TWICE)
                .on(IOException.class, RETRY)
                .on(Exception.class, SKIP)
                .then(FAIL);
        assertThat(policy.decide(new IOException(), 1)).isEqualTo(RETRY);
        assertThat(policy.decide(new IOException(), 2)).isEqualTo(FAIL);
    }

    @Test
    void whatFuturesWrapIsUnwrappedForRulesAndStrategy() {
        List<Throwable> asked = new ArrayList<>();
        RetryStrategy asking = new RetryStrategy() {
            @Override
            public boolean shouldRetry(Throwable error, int attempt) {
                asked.add(error);
                return false;
            }

            @Override
            public Duration delay(int attempt) {
                return Duration.ZERO;
            }
        };
        IOException cause = new IOException();
        FailurePolicy policy = FailurePolicy.retry(asking)
                .on(NumberFormatException.class, SKIP)
                .then(FAIL);
        assertThat(policy.decide(new CompletionException(new NumberFormatException()), 0))
                .isEqualTo(SKIP);
        assertThat(policy.decide(new ExecutionException(new CompletionException(cause)), 0))
                .isEqualTo(FAIL);
        assertThat(asked).containsExactly(cause);
    }

    @Test
    void otherWrappersAreErrorsInTheirOwnRight() {
        FailurePolicy policy = FailurePolicy.always(FAIL).on(IOException.class, SKIP);
        assertThat(policy.decide(new UncheckedIOException(new IOException()), 0))
                .isEqualTo(FAIL);
        assertThat(policy.decide(new CompletionException("without a cause", null), 0))
                .isEqualTo(FAIL);
    }

    @Test
    void orElseCompletesOnlyAPolicyWithoutALastStep() {
        FailurePolicy open = FailurePolicy.retry(RetryStrategy.none());
        assertThat(open.lastStep()).isEmpty();
        assertThat(open.orElse(SKIP).lastStep()).hasValue(SKIP);
        assertThat(open.then(FAIL).orElse(SKIP).lastStep()).hasValue(FAIL);
        assertThatIllegalStateException()
                .isThrownBy(() -> open.decide(new IOException(), 0))
                .withMessageContaining("no last step");
    }

    @Test
    void retryIsNoLastStep() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FailurePolicy.retry(TWICE).then(RETRY))
                .withMessage("RETRY cannot be the step that is taken when retries end");
    }

    @Test
    void addingARuleLeavesTheOriginalAsItWas() {
        FailurePolicy original = FailurePolicy.always(FAIL);
        FailurePolicy changed = original.on(IOException.class, SKIP);
        assertThat(changed.decide(new IOException(), 0)).isEqualTo(SKIP);
        assertThat(original.decide(new IOException(), 0)).isEqualTo(FAIL);
    }

    @Test
    void itKnowsWhatItMayDecide() {
        FailurePolicy policy =
                FailurePolicy.retry(TWICE).on(IOException.class, DEAD_LETTER).then(SKIP);
        assertThat(policy.mayDecide(DEAD_LETTER)).isTrue();
        assertThat(policy.mayDecide(SKIP)).isTrue();
        assertThat(policy.mayDecide(FAIL)).isFalse();
    }

    @Test
    void aPolicyIsToldInWords() {
        FailurePolicy policy = FailurePolicy.retry(ExponentialBackoffRetryStrategy.ofDefaults())
                .on(IllegalArgumentException.class, SKIP)
                .on(IOException.class, RETRY);

        assertThat(policy)
                .hasToString(
                        "IllegalArgumentException: skip; IOException: retry; else 3 retries from 100 ms up to 30 s,"
                                + " then the connector's last step");
        assertThat(policy.then(DEAD_LETTER).toString()).endsWith(", then dead letter");
        assertThat(FailurePolicy.always(FAIL)).hasToString("fail");
        assertThat(FailurePolicy.retry(RetryStrategy.fixed(5, Duration.ofSeconds(2)))
                        .then(SKIP))
                .hasToString("5 retries 2 s apart, then skip");
        assertThat(FailurePolicy.retry(RetryStrategy.fixed(1, Duration.ofMillis(10)))
                        .then(SKIP))
                .hasToString("1 retry after 10 ms, then skip");
        assertThat(FailurePolicy.retry(new Patience()).then(FAIL)).hasToString("retries by Patience, then fail");
    }

    private static final class Patience implements RetryStrategy {
        @Override
        public boolean shouldRetry(Throwable error, int attempt) {
            return true;
        }

        @Override
        public Duration delay(int attempt) {
            return Duration.ZERO;
        }
    }
}

package io.npipeline.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.Extension;

class EndAtFirstFailureTest {

    private final EndAtFirstFailure extension = new EndAtFirstFailure();

    @Test
    @SuppressWarnings("NullAway") // the context does not matter
    void testsAreSkippedOnceOneFailed() {
        assertThat(extension.evaluateExecutionCondition(null).isDisabled()).isFalse();

        extension.testFailed(null, new AssertionError());

        assertThat(extension.evaluateExecutionCondition(null).isDisabled()).isTrue();
    }

    @Test
    void jUnitFindsIt() {
        assertThat(ServiceLoader.load(Extension.class)).hasAtLeastOneElementOfType(EndAtFirstFailure.class);
    }
}

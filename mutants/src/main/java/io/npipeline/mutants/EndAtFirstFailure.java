package io.npipeline.mutants;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Skips what comes behind a test that failed: one is enough to catch a mutant, and one that hangs costs each test its own
 * limit. Found by JUnit in the JVM of the tests; Surefire's own setting for this has no effect on JUnit 5.
 *
 * <p>Thread safe.
 */
public final class EndAtFirstFailure
        implements ExecutionCondition, TestWatcher, LifecycleMethodExecutionExceptionHandler {

    private final AtomicBoolean failed = new AtomicBoolean();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return failed.get()
                ? ConditionEvaluationResult.disabled("another test failed")
                : ConditionEvaluationResult.enabled("none failed");
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        failed.set(true);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable cause) throws Throwable {
        failed.set(true);
        throw cause;
    }
}

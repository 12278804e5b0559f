package io.npipeline.engine;

import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.Rejection;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what a failed call leads to: the one way from an exception to a policy.
 *
 * <p>Thread safe.
 */
final class FailureHandler {

    private static final Logger log = LoggerFactory.getLogger(FailureHandler.class);

    /** What becomes of the message. */
    enum Verdict {
        /** Call again after the delay that the failed call now holds. */
        RETRY,
        /** The message ends here and counts as settled. */
        DROP,
        /** The message ends here once its dead letter is durable. */
        DEAD_LETTER,
        /** The task ends; the message stays unsettled. */
        STOP
    }

    private final RunState state;
    private final EngineCounters counters;
    private final int maxWaiting;

    /**
     * @param maxWaiting how many messages may wait for one that is retried, before its retries end
     */
    FailureHandler(RunState state, EngineCounters counters, int maxWaiting) {
        this.state = state;
        this.counters = counters;
        this.maxWaiting = maxWaiting;
    }

    int maxWaiting() {
        return maxWaiting;
    }

    Verdict handle(FailedCall call, Delivery delivery) {
        Throwable error = call.lastError();
        if (EndOfTask.isJvmError(error)) {
            return endTask(call);
        }
        if (delivery.ownership().isReleased()) {
            return Verdict.DROP;
        }
        if (EndOfTask.isInterruption(error)) {
            return endTask(call);
        }
        if (state.isStopping()) {
            // May be our own interrupt in another guise; the message is delivered again after a restart.
            log.debug("{}; the task is stopping", describe(call), error);
            return Verdict.STOP;
        }
        if (delivery.isDeclaredProcessed()) {
            ignored(call.at(), call.message(), error);
            return Verdict.DROP;
        }
        try {
            return byPolicy(call);
        } catch (RuntimeException defect) {
            if (defect != error) {
                defect.addSuppressed(error);
            }
            state.fail(new ConnectException(
                    "The failure policy of node \"" + call.at().name() + "\" failed on "
                            + call.message().origin() + ": " + defect,
                    defect));
            return Verdict.STOP;
        }
    }

    /** Whether the policy of a node has a call repeated; only asks. One that fails does not. */
    boolean wouldRepeat(Operator at, Throwable error, int attempt) {
        try {
            return at.policy().decide(error, attempt) == NodeErrorDecision.RETRY
                    && !at.policy().delay(attempt).isNegative();
        } catch (RuntimeException defect) {
            log.debug("The failure policy of node \"{}\" failed", at.name(), defect);
            return false;
        }
    }

    /** Has a call for several messages repeated, after {@link #wouldRepeat}. */
    void repeat(FailedCall call) {
        call.retryAfter(call.at().policy().delay(call.attempt()));
        call.at().meter().retried(call.messages());
        log.debug("{}; it is retried in {}", describe(call), call.retryDelay(), call.lastError());
    }

    /**
     * Takes the last step of the policy because too many messages of its key wait for the one that is retried.
     *
     * @param waiting how many
     */
    Verdict endRetries(FailedCall call, Delivery delivery, int waiting) {
        if (delivery.isDeclaredProcessed()) {
            ignored(call.at(), call.message(), call.lastError());
            return Verdict.DROP;
        }
        counters.crowded();
        log.warn(
                "{}; {} messages of key \"{}\" wait for it, and npipeline.max.parked.messages.per.key allows for {}, so its "
                        + "retries end before its policy would end them",
                describe(call),
                waiting,
                KeyText.of(delivery.message().key()),
                maxWaiting,
                call.lastError());
        return verdict(call, call.at().policy().lastStep().orElse(NodeErrorDecision.FAIL));
    }

    /** Follows the user's rejection of a message, which no policy is asked about. */
    Verdict rejected(FailedCall call, Rejection how, Delivery delivery) {
        if (delivery.ownership().isReleased()) {
            return Verdict.DROP;
        }
        if (state.isStopping()) {
            return Verdict.STOP;
        }
        if (how instanceof Rejection.RetryAfter retry) {
            call.retryForUser(retry.delay());
            call.at().meter().retried(call.messages());
            log.debug("{}; it was rejected and is retried in {}", describe(call), retry.delay());
            return Verdict.RETRY;
        }
        if (how instanceof Rejection.DeadLetter) {
            call.endRetries();
            return Verdict.DEAD_LETTER;
        }
        state.fail(new ConnectException(
                describe(call) + ": the message was rejected: " + call.lastError(), call.lastError()));
        return Verdict.STOP;
    }

    /** Lets a failure pass because the user declared the message processed. */
    void ignored(Operator at, KafkaMessage<?> message, Throwable error) {
        log.warn(
                "Node \"{}\" failed on {}, which was acknowledged before; the failure is ignored",
                at.name(),
                message.origin(),
                error);
        at.meter().skipped(1);
    }

    private Verdict byPolicy(FailedCall call) {
        return verdict(call, call.at().policy().decide(call.lastError(), call.attempt()));
    }

    private Verdict verdict(FailedCall call, NodeErrorDecision decision) {
        return switch (decision) {
            case RETRY -> {
                call.retryAfter(call.at().policy().delay(call.attempt()));
                call.at().meter().retried(call.messages());
                log.debug("{}; it is retried in {}", describe(call), call.retryDelay(), call.lastError());
                yield Verdict.RETRY;
            }
            case SKIP -> {
                call.at().meter().skipped(call.messages());
                log.warn("{}; the message is skipped", describe(call), call.lastError());
                yield Verdict.DROP;
            }
            case DEAD_LETTER -> {
                call.endRetries();
                yield Verdict.DEAD_LETTER;
            }
            case FAIL -> {
                state.fail(new ConnectException(describe(call) + ": " + call.lastError(), call.lastError()));
                yield Verdict.STOP;
            }
        };
    }

    private Verdict endTask(FailedCall call) {
        Throwable error = call.lastError();
        if (!(state.isStopping() && EndOfTask.isInterruption(error))) {
            state.fail(new ConnectException(describe(call) + ": " + error, error));
        }
        return Verdict.STOP;
    }

    static String describe(FailedCall call) {
        return "Node \"" + call.at().name() + "\" failed on " + call.message().origin() + " at attempt "
                + call.failures();
    }
}

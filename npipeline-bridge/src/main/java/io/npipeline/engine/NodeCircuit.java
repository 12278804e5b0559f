package io.npipeline.engine;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.npipeline.binding.BindingException;
import io.npipeline.failure.CircuitBreaker;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The circuit breaker of one node. Whoever is to call the node asks {@link #tryEnter}, and says how the call ended; whoever is
 * refused waits for the next of the {@link #changes}.
 *
 * <p>Thread safe.
 */
final class NodeCircuit {

    private static final Logger log = LoggerFactory.getLogger(NodeCircuit.class);

    /** How many calls are let through to see whether the node works again. */
    private static final int TRIAL_CALLS = 3;

    /** The engine's timer ends the open state; the library would do it with the next call only, by the wall clock. */
    private static final Duration NOT_BY_ITSELF = Duration.ofDays(10_000);

    private final String nodeName;
    private final CircuitBreaker options;
    private final FailurePolicy policy;
    private final Timer timer;
    private final io.github.resilience4j.circuitbreaker.CircuitBreaker breaker;
    private final AtomicLong changes = new AtomicLong();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    NodeCircuit(String nodeName, CircuitBreaker options, FailurePolicy policy, Timer timer) {
        this.nodeName = nodeName;
        this.options = options;
        this.policy = policy;
        this.timer = timer;
        breaker = io.github.resilience4j.circuitbreaker.CircuitBreaker.of(
                nodeName,
                CircuitBreakerConfig.custom()
                        .slidingWindow(options.minimumCalls(), options.minimumCalls(), SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold((float) (options.failureRate() * 100))
                        .permittedNumberOfCallsInHalfOpenState(trialCalls())
                        .waitDurationInOpenState(NOT_BY_ITSELF)
                        .build());
        breaker.getEventPublisher()
                .onStateTransition(event -> entered(event.getStateTransition().getToState()));
    }

    private int trialCalls() {
        return Math.min(TRIAL_CALLS, options.minimumCalls());
    }

    /** Adds what is to be done when calls that were refused may be let through. On any thread; must be short. */
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /**
     * How often there was a change that may let calls through. Whoever reads it before he is refused, and again once he can
     * be found by the listeners, misses none.
     */
    long changes() {
        return changes.get();
    }

    /** Whether the node is left alone. */
    boolean isOpen() {
        return breaker.getState() == State.OPEN;
    }

    /** Whether the node may be called now. Each time it may is to be ended by one of the following. */
    boolean tryEnter() {
        return breaker.tryAcquirePermission();
    }

    void succeeded() {
        breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    }

    void failed(Throwable error) {
        if (saysNothingOfTheNode(error)) {
            notCalled();
        } else {
            breaker.onError(0, TimeUnit.NANOSECONDS, error);
        }
    }

    /** One call failed on several messages: with what says something of the node, where something does. */
    void failed(Collection<Throwable> errors) {
        failed(errors.stream()
                .filter(error -> !saysNothingOfTheNode(error))
                .findFirst()
                .orElseGet(() -> errors.iterator().next()));
    }

    /** The call was not made, or says nothing. */
    void notCalled() {
        breaker.releasePermission();
        if (breaker.getState() == State.HALF_OPEN) {
            changed();
        }
    }

    private boolean saysNothingOfTheNode(Throwable error) {
        return error instanceof BindingException
                || error instanceof RejectedException
                || EndOfTask.isInterruption(error)
                || EndOfTask.isJvmError(error)
                || policy.rule(error)
                        .filter(decision -> decision != NodeErrorDecision.RETRY)
                        .isPresent();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the timer ends with the engine
    private void entered(State state) {
        switch (state) {
            case OPEN -> {
                log.warn(
                        "Too many calls to node \"{}\" failed: it is left alone for {} ms; its messages wait and no records are "
                                + "taken in",
                        nodeName,
                        options.openDuration().toMillis());
                timer.after(
                        breaker::transitionToHalfOpenState,
                        options.openDuration().toNanos());
            }
            case HALF_OPEN -> log.info("Node \"{}\" is tried again with {} calls", nodeName, trialCalls());
            default -> log.info("Node \"{}\" works again", nodeName);
        }
        changed();
    }

    private void changed() {
        changes.incrementAndGet();
        if (!isOpen()) {
            listeners.forEach(Runnable::run);
        }
    }
}

package io.npipeline.failure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a node's failures lead to. The first rule that matches the error's type decides; an error without a rule is
 * retried as the {@link RetryStrategy} allows. When retries end, the last step is taken: the one given by
 * {@link #then}, otherwise the one the connector's configuration sets (dead letter where a destination is configured,
 * else failure of the task).
 *
 * <pre>{@code
 * FailurePolicy.retry(ExponentialBackoffRetryStrategy.ofDefaults())
 *         .on(IllegalArgumentException.class, NodeErrorDecision.DEAD_LETTER)
 *         .then(NodeErrorDecision.FAIL)
 * }</pre>
 *
 * <p>Immutable.
 */
public final class FailurePolicy {

    /** What a timer can count. */
    private static final Duration LONGEST_DELAY = Duration.ofNanos(Long.MAX_VALUE);

    private record Rule(Class<? extends Throwable> type, NodeErrorDecision decision) {}

    private final List<Rule> rules;
    private final RetryStrategy retries;
    private final @Nullable NodeErrorDecision lastStep;

    private FailurePolicy(List<Rule> rules, RetryStrategy retries, @Nullable NodeErrorDecision lastStep) {
        this.rules = rules;
        this.retries = retries;
        this.lastStep = lastStep;
    }

    /** Retries by the strategy. */
    public static FailurePolicy retry(RetryStrategy strategy) {
        return new FailurePolicy(List.of(), strategy, null);
    }

    /** Takes the given step at the first failure. */
    public static FailurePolicy always(NodeErrorDecision lastStep) {
        return new FailurePolicy(List.of(), RetryStrategy.none(), null).then(lastStep);
    }

    /** Adds a rule behind the ones there are. Subclasses of the type match too. */
    public FailurePolicy on(Class<? extends Throwable> type, NodeErrorDecision decision) {
        List<Rule> more = new ArrayList<>(rules);
        more.add(new Rule(type, decision));
        return new FailurePolicy(List.copyOf(more), retries, lastStep);
    }

    /** Sets the step that is taken when retries end. */
    public FailurePolicy then(NodeErrorDecision decision) {
        if (decision == NodeErrorDecision.RETRY) {
            throw new IllegalArgumentException("RETRY cannot be the step that is taken when retries end");
        }
        return new FailurePolicy(rules, retries, decision);
    }

    /** This policy, with the given last step where none was set. */
    public FailurePolicy orElse(NodeErrorDecision defaultLastStep) {
        return lastStep == null ? then(defaultLastStep) : this;
    }

    /** The step taken when retries end, where one was set. */
    public Optional<NodeErrorDecision> lastStep() {
        return Optional.ofNullable(lastStep);
    }

    /** Whether some error leads to the decision without any configuration adding to this policy. */
    public boolean mayDecide(NodeErrorDecision decision) {
        return lastStep == decision || rules.stream().anyMatch(rule -> rule.decision() == decision);
    }

    /** What the first rule that matches the error says; empty when none does. */
    public Optional<NodeErrorDecision> rule(Throwable error) {
        Throwable cause = unwrap(error);
        return rules.stream()
                .filter(rule -> rule.type().isInstance(cause))
                .map(Rule::decision)
                .findFirst();
    }

    /**
     * Decides on a failure.
     *
     * @param attempt how many failures of this message at this node came before, from 0
     * @throws IllegalStateException when retries ended and no last step is set
     */
    public NodeErrorDecision decide(Throwable error, int attempt) {
        Throwable cause = unwrap(error);
        NodeErrorDecision ruled = rule(cause).orElse(NodeErrorDecision.RETRY);
        if (ruled != NodeErrorDecision.RETRY) {
            return ruled;
        }
        if (retries.shouldRetry(cause, attempt)) {
            return NodeErrorDecision.RETRY;
        }
        if (lastStep == null) {
            throw new IllegalStateException("This policy has no last step; apply orElse(…) first");
        }
        return lastStep;
    }

    /**
     * How long to wait before the retry that {@link #decide} asked for.
     *
     * @throws IllegalStateException when the strategy returned no delay that can be waited for
     */
    public Duration delay(int attempt) {
        Duration delay = retries.delay(attempt);
        if (delay == null || delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalStateException(
                    "The retry strategy returned a delay of " + delay + " for attempt " + attempt);
        }
        return delay;
    }

    /** The policy in words, such as {@code IllegalArgumentException: skip; else 3 retries from 100 ms up to 30 s, then fail}. */
    @Override
    public String toString() {
        String ruled = rules.stream()
                .map(rule -> rule.type().getSimpleName() + ": " + inWords(rule.decision()) + "; ")
                .collect(Collectors.joining());
        String end = lastStep == null ? "the connector's last step" : inWords(lastStep);
        String otherwise = retries == NoRetries.INSTANCE ? end : retriesInWords() + ", then " + end;
        return ruled.isEmpty() ? otherwise : ruled + "else " + otherwise;
    }

    /** A strategy of the user's hardly says what it does. */
    private String retriesInWords() {
        return retries instanceof ExponentialBackoffRetryStrategy known
                ? known.toString()
                : "retries by " + retries.getClass().getSimpleName();
    }

    private static String inWords(NodeErrorDecision decision) {
        return decision.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Throwable unwrap(Throwable error) {
        Throwable current = error;
        while ((current instanceof CompletionException || current instanceof ExecutionException)
                && current.getCause() != null) {
            current = current.getCause();
        }
        return current;
    }
}

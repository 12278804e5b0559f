package io.npipeline.kafka.connect.sink;

import io.npipeline.configuration.ConfigProblem;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.jspecify.annotations.Nullable;

/**
 * The longest that the worker may go without polling, where the connector says so. Immutable.
 *
 * @param value as it was set; {@code null} where it was not
 */
record PollInterval(@Nullable String value) {

    private static final String KEY = "consumer.override." + ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG;

    static PollInterval of(AbstractConfig config) {
        Object value = config.originals().get(KEY);
        return new PollInterval(value == null ? null : value.toString());
    }

    /**
     * What is wrong with a time for which the worker does not poll.
     *
     * @param key the time's key
     * @param reason why the worker does not poll
     */
    Optional<ConfigProblem> problem(String key, Duration time, String reason) {
        return isReachedBy(time)
                ? Optional.of(
                        new ConfigProblem(key, time.toMillis(), "must be below " + KEY + " (" + value + "): " + reason))
                : Optional.empty();
    }

    private boolean isReachedBy(Duration time) {
        try {
            return value != null && time.toMillis() >= Long.parseLong(value.trim());
        } catch (NumberFormatException e) {
            return false; // the worker says so on the override's own key
        }
    }
}

package io.npipeline.kafka.connect.sink;

import io.npipeline.configuration.ConfigProblem;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.AbstractConfig;

/**
 * The longest that the worker may go without polling: what the connector says, or else Kafka's default. What the worker's own
 * properties say no connector knows. Immutable.
 *
 * @param value as it was set
 * @param isDefault whether it was not set
 */
record PollInterval(String value, boolean isDefault) {

    private static final String KEY = "consumer.override." + ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG;

    static PollInterval of(AbstractConfig config) {
        Object value = config.originals().get(KEY);
        return value == null ? new PollInterval(ofKafka(), true) : new PollInterval(value.toString(), false);
    }

    private static String ofKafka() {
        return String.valueOf(
                ConsumerConfig.configDef().defaultValues().get(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG));
    }

    /**
     * What is wrong with a time for which the worker does not poll.
     *
     * @param key the time's key
     * @param reason why the worker does not poll
     */
    Optional<ConfigProblem> problem(String key, Duration time, String reason) {
        return isReachedBy(time)
                ? Optional.of(new ConfigProblem(
                        key,
                        time.toMillis(),
                        "must be below " + KEY + " (" + value + (isDefault ? " unless set" : "") + "): " + reason))
                : Optional.empty();
    }

    private boolean isReachedBy(Duration time) {
        try {
            return time.toMillis() >= Long.parseLong(value.trim());
        } catch (NumberFormatException e) {
            return false; // the worker says so on the override's own key
        }
    }
}

package io.npipeline.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Connector;

/** The outcome of a connector's {@code validate()}: the errors by their keys. */
public record ValidationOf(Map<String, List<String>> errors) {

    public static ValidationOf settings(Connector connector, Map<String, String> settings) {
        Config config = connector.validate(settings);
        Map<String, List<String>> errors = new TreeMap<>();
        for (ConfigValue value : config.configValues()) {
            if (!value.errorMessages().isEmpty()) {
                errors.put(value.name(), value.errorMessages());
            }
        }
        return new ValidationOf(errors);
    }

    public void isAccepted() {
        assertThat(errors).isEmpty();
    }

    /** There is this error on this key, and no other. */
    public void isRefused(String key, String message) {
        assertThat(errors).containsExactlyEntriesOf(Map.of(key, List.of(message)));
    }
}

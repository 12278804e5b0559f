package io.npipeline.deadletter;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/**
 * What a sink of dead letters gets to know of where it runs. Immutable.
 *
 * @param connectorName the connector's name
 * @param taskId the task's number, from 0
 * @param parameters the values of {@code npipeline.dead.letter.param.*}, by what stands in the place of the asterisk
 */
public record DeadLetterContext(String connectorName, int taskId, Map<String, String> parameters) {

    public DeadLetterContext {
        parameters = Map.copyOf(parameters);
    }

    /**
     * The value of {@code npipeline.dead.letter.param.<name>}.
     *
     * @throws ConfigException naming that key, when it is not set
     */
    public String parameter(String name) {
        return findParameter(name)
                .orElseThrow(() -> new ConfigException(
                        "npipeline.dead.letter.param." + name, null, "must be set: the dead-letter sink needs it"));
    }

    /** The value of {@code npipeline.dead.letter.param.<name>}; empty when it is not set. */
    public Optional<String> findParameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** Without the parameters' values, some of which may be secrets. */
    @Override
    public String toString() {
        return "DeadLetterContext[" + connectorName + "-" + taskId + ", " + parameters.keySet() + "]";
    }
}

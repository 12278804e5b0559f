package io.npipeline.kafka.connect.sink;

import io.npipeline.configuration.ConnectorName;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** The consumer group in which the worker runs the tasks of a connector. */
final class ConsumerGroup {

    private static final String OVERRIDE = "consumer.override." + ConsumerConfig.GROUP_ID_CONFIG;

    private ConsumerGroup() {}

    /**
     * Its id. A {@code consumer.group.id} in the worker's own file, by which all its sink connectors would share one group, is
     * not known to tasks.
     */
    static String of(NPipelineSinkConnectorConfig config) {
        Object override = config.originals().get(OVERRIDE);
        return override == null ? "connect-" + ConnectorName.of(config) : override.toString();
    }
}

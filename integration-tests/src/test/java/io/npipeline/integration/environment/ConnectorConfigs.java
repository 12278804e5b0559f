package io.npipeline.integration.environment;

import io.npipeline.kafka.connect.sink.NPipelineSinkConnector;
import io.npipeline.kafka.connect.source.NPipelineSourceConnector;
import java.util.HashMap;
import java.util.Map;

/** Connector configurations as tests post them: text keys and values unless a test says otherwise. */
public final class ConnectorConfigs {

    private static final String STRING_CONVERTER = "org.apache.kafka.connect.storage.StringConverter";

    private ConnectorConfigs() {}

    /** An egress connector; the topic is also the connector's only one. */
    public static Map<String, String> sink(Class<?> pipeline, String topic) {
        Map<String, String> config = common(NPipelineSinkConnector.class, pipeline.getName());
        config.put("topics", topic);
        return config;
    }

    /** An ingress connector. */
    public static Map<String, String> source(String pipeline, String topic) {
        Map<String, String> config = common(NPipelineSourceConnector.class, pipeline);
        config.put("npipeline.topic", topic);
        return config;
    }

    /** A relay, exactly once. */
    public static Map<String, String> relay(Class<?> pipeline, String from, String to, String bootstrapServers) {
        Map<String, String> config = source(pipeline.getName(), to);
        config.put("npipeline.source.topics", from);
        config.put("npipeline.kafka.bootstrap.servers", bootstrapServers);
        config.put("npipeline.delivery.semantic", "exactly_once");
        config.put("exactly.once.support", "required");
        config.put("transaction.boundary", "connector");
        return config;
    }

    private static Map<String, String> common(Class<?> connector, String pipeline) {
        Map<String, String> config = new HashMap<>();
        config.put("connector.class", connector.getName());
        config.put("tasks.max", "1");
        config.put("key.converter", STRING_CONVERTER);
        config.put("value.converter", STRING_CONVERTER);
        config.put("npipeline.pipeline.class", pipeline);
        return config;
    }
}

package io.npipeline.formats;

import io.npipeline.pipeline.PipelineDefinition;
import java.util.HashMap;
import java.util.Map;

/** Connector configurations, but for the converter of values. */
public final class Connectors {

    private static final String STRING_CONVERTER = "org.apache.kafka.connect.storage.StringConverter";

    private Connectors() {}

    /** An egress connector. */
    public static Map<String, String> egress(Class<? extends PipelineDefinition> pipeline, String topic) {
        Map<String, String> config = common("io.npipeline.kafka.connect.sink.NPipelineSinkConnector", pipeline);
        config.put("topics", topic);
        return config;
    }

    /** An ingress connector. */
    public static Map<String, String> source(Class<? extends PipelineDefinition> pipeline, String topic) {
        Map<String, String> config = common("io.npipeline.kafka.connect.source.NPipelineSourceConnector", pipeline);
        config.put("npipeline.topic", topic);
        return config;
    }

    /** A relay, exactly once. */
    public static Map<String, String> relay(
            Class<? extends PipelineDefinition> pipeline,
            String from,
            String to,
            String bootstrapServers,
            Map<String, String> sourceConverter) {
        Map<String, String> config = source(pipeline, to);
        config.put("npipeline.source.topics", from);
        config.put("npipeline.kafka.bootstrap.servers", bootstrapServers);
        config.put("npipeline.delivery.semantic", "exactly_once");
        config.put("exactly.once.support", "required");
        config.put("transaction.boundary", "connector");
        config.putAll(sourceConverter);
        return config;
    }

    private static Map<String, String> common(String connector, Class<? extends PipelineDefinition> pipeline) {
        Map<String, String> config = new HashMap<>();
        config.put("connector.class", connector);
        config.put("tasks.max", "1");
        config.put("key.converter", STRING_CONVERTER);
        config.put("npipeline.pipeline.class", pipeline.getName());
        return config;
    }
}

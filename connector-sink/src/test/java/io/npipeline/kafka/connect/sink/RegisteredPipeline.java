package io.npipeline.kafka.connect.sink;

import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.SinkNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Runs the definition that a test registered: a configuration can only name a class, a test wants to pass objects. */
public final class RegisteredPipeline implements PipelineDefinition {

    private static final Map<String, PipelineDefinition> DEFINITIONS = new ConcurrentHashMap<>();

    /**
     * Settings of a connector that runs the definition, retries nothing and waits for nothing when it drains.
     *
     * @param others further settings or other values, as key, value, key, value
     */
    static Map<String, String> settings(PipelineDefinition definition, String... others) {
        String id = UUID.randomUUID().toString();
        DEFINITIONS.put(id, definition);
        Map<String, String> settings = new HashMap<>();
        settings.put("name", "orders-" + id);
        settings.put("npipeline.pipeline.class", RegisteredPipeline.class.getName());
        settings.put("npipeline.pipeline.param.definition", id);
        settings.put("npipeline.retry.max", "0");
        settings.put("npipeline.drain.timeout.ms", "0");
        for (int i = 0; i < others.length; i += 2) {
            settings.put(others[i], others[i + 1]);
        }
        return settings;
    }

    /** Text from Kafka into a sink. */
    static PipelineDefinition into(SinkNode<String> sink) {
        return (pipeline, context) -> pipeline.connect(
                pipeline.addSource("orders", KafkaSourceNode.of(String.class)), pipeline.addSink("store", sink));
    }

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        PipelineDefinition registered = DEFINITIONS.get(context.parameter("definition"));
        if (registered == null) {
            throw new IllegalStateException("No such definition");
        }
        registered.define(pipeline, context);
    }
}

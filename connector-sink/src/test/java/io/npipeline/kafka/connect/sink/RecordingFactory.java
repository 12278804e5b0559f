package io.npipeline.kafka.connect.sink;

import io.npipeline.node.NodeFactory;
import io.npipeline.node.PipelineParameters;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Makes nodes that know the parameter "greeting", and tells the test what is asked of it. */
public class RecordingFactory implements NodeFactory {

    private static final Map<String, List<String>> EVENTS = new ConcurrentHashMap<>();

    private List<String> events = List.of();
    private String greeting = "";

    /** Has factories of the settings tell what they do. */
    static List<String> eventsOf(Map<String, String> settings) {
        String id = UUID.randomUUID().toString();
        settings.put("npipeline.pipeline.param.events", id);
        return EVENTS.computeIfAbsent(id, ignored -> new CopyOnWriteArrayList<>());
    }

    @Override
    public void open(PipelineParameters parameters) {
        events = EVENTS.getOrDefault(parameters.findParameter("events").orElse(""), new CopyOnWriteArrayList<>());
        events.add("open factory");
        greeting = parameters.parameter("greeting");
    }

    @Override
    public <N> N create(Class<N> type) throws Exception {
        events.add("create " + type.getSimpleName());
        Constructor<N> constructor = type.getConstructor(String.class, List.class);
        return constructor.newInstance(greeting, events);
    }

    @Override
    public void close() {
        events.add("close factory");
    }
}

package io.npipeline.kafka.connect.source;

import io.npipeline.node.NodeFactory;
import io.npipeline.node.PipelineParameters;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells the test when it is opened and closed. */
public final class ClosingFactory implements NodeFactory {

    private static final Map<String, List<String>> EVENTS = new ConcurrentHashMap<>();

    private List<String> events = List.of();

    /** Puts it into the settings of a connector; what its objects do is added to the list. */
    static List<String> put(Map<String, String> settings) {
        String id = UUID.randomUUID().toString();
        settings.put("npipeline.node.factory.class", ClosingFactory.class.getName());
        settings.put("npipeline.pipeline.param.events", id);
        return EVENTS.computeIfAbsent(id, ignored -> new CopyOnWriteArrayList<>());
    }

    @Override
    public void open(PipelineParameters parameters) {
        events = EVENTS.getOrDefault(parameters.parameter("events"), events);
        events.add("open factory");
    }

    @Override
    public <N> N create(Class<N> type) throws Exception {
        return type.getConstructor().newInstance();
    }

    @Override
    public void close() {
        events.add("close factory");
    }
}

package io.npipeline.kafka.connect.source;

import io.npipeline.configuration.DeadLetterSettings;
import io.npipeline.pipeline.GraphNode;
import io.npipeline.pipeline.NodeSpec;
import io.npipeline.pipeline.PipelineGraph;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The topics that a connector is known to write to; what a sink chooses by the body is not. Immutable.
 *
 * @param defaultTopic that of the connector, where a sink writes to it
 * @param ofNodes those that sinks name, by the names of the nodes
 * @param deadLetters that of dead letters, where there is one
 * @param heartbeats that of heartbeats, where there is one
 */
record OutputTopics(
        Optional<String> defaultTopic,
        Map<String, String> ofNodes,
        Optional<String> deadLetters,
        Optional<String> heartbeats) {

    static OutputTopics of(
            PipelineGraph graph, String defaultTopic, DeadLetterSettings deadLetters, HeartbeatSettings heartbeat) {
        Map<String, String> ofNodes = new TreeMap<>();
        boolean usesDefault = false;
        for (GraphNode node : graph.nodes()) {
            if (node.spec() instanceof NodeSpec.KafkaSink kafka) {
                // Where a sink chooses the topic by the body, tombstones go to the connector's.
                usesDefault |= kafka.sink().topic().isEmpty();
                kafka.sink().topic().ifPresent(topic -> ofNodes.put(node.name(), topic));
            }
        }
        return new OutputTopics(
                usesDefault ? Optional.of(defaultTopic) : Optional.empty(),
                Collections.unmodifiableMap(ofNodes),
                deadLetters.isEnabled() ? Optional.of(deadLetters.topic()) : Optional.empty(),
                heartbeat.topic());
    }

    /** All of them. */
    Set<String> all() {
        Set<String> all = new HashSet<>(ofNodes.values());
        defaultTopic.ifPresent(all::add);
        deadLetters.ifPresent(all::add);
        heartbeats.ifPresent(all::add);
        return all;
    }
}

package io.npipeline.quickstart;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The topics that a connector's settings name. */
final class ConnectorTopics {

    private static final List<String> KEYS = List.of(
            "topics",
            "npipeline.source.topics",
            "npipeline.topic",
            "npipeline.dead.letter.topic",
            "npipeline.heartbeat.topic",
            "errors.deadletterqueue.topic.name");

    private ConnectorTopics() {}

    /** Those that are named as they are, and not by a placeholder that the worker replaces. */
    static List<String> of(Map<String, String> settings) {
        return KEYS.stream()
                .map(settings::get)
                .filter(Objects::nonNull)
                .flatMap(topics -> Arrays.stream(topics.split(",", -1)))
                .map(String::trim)
                .filter(topic -> !topic.isEmpty() && !topic.contains("${"))
                .distinct()
                .toList();
    }
}

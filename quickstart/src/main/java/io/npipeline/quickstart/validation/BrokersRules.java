package io.npipeline.quickstart.validation;

import java.util.Map;
import java.util.stream.Stream;

/** What a connector's start, or its first records, tell and a validation does not, by the key that shows it. */
final class BrokersRules {

    private static final String CONNECTORS = "io.npipeline.";

    private static final Map<String, String> RULES = Map.of(
            "topics", "that the topics exist, and that the worker's consumer may read them",
            "npipeline.source.topics", "that the topics exist, and that the relay's consumer may read them",
            "npipeline.source.topics.regex", "which topics match",
            "npipeline.topic", "that the worker's producer may write to it, and make it where it is not there",
            "npipeline.dead.letter.topic", "that it may be written to, and takes records that are large enough",
            "npipeline.kafka.bootstrap.servers", "that these brokers answer, and take the credentials",
            "exactly.once.support", "that all workers of the group have exactly.once.source.support=enabled");

    private BrokersRules() {}

    static Stream<Remark> remarks(Map<String, String> config) {
        if (!String.valueOf(config.get("connector.class")).startsWith(CONNECTORS)) {
            return Stream.empty();
        }
        return RULES.entrySet().stream()
                .filter(rule -> config.containsKey(rule.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .map(rule -> Remark.unchecked(rule.getKey(), rule.getValue()));
    }
}

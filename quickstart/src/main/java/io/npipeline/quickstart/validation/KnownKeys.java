package io.npipeline.quickstart.validation;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The keys that mean something to a connector, to find slips in others. A worker ignores a key that it does not know.
 * Immutable.
 */
final class KnownKeys {

    /** A slip is no more letters than this, or than a part of the key. */
    private static final int LETTERS = 2;

    private static final int PART = 8;

    /** Keys of ours that the connector itself refuses when it does not know them. */
    private static final String OURS = "npipeline.";

    /** What users name themselves: only a slip in front of the name could be told from it. */
    private static final List<String> FREE = List.of(
            "npipeline.pipeline.param.",
            "npipeline.dead.letter.param.",
            "npipeline.source.key.converter.",
            "npipeline.source.value.converter.",
            "topic.creation.");

    /** Settings of other libraries, which may have more than are known here. */
    private static final List<String> OPEN =
            List.of("key.converter.", "value.converter.", "header.converter.", "transforms.", "predicates.");

    private static final Map<String, Set<String>> CLIENTS = Map.of(
            "consumer.override.", ConsumerConfig.configNames(),
            "producer.override.", ProducerConfig.configNames(),
            "admin.override.", AdminClientConfig.configNames(),
            "npipeline.source.consumer.", ConsumerConfig.configNames(),
            "npipeline.kafka.",
                    all(ConsumerConfig.configNames(), ProducerConfig.configNames(), AdminClientConfig.configNames()));

    private final Set<String> defined;

    /**
     * @param defined the keys that the worker, the connector and its plugins define
     */
    KnownKeys(Set<String> defined) {
        this.defined = Set.copyOf(defined);
    }

    /** A remark on a key that means nothing, as far as can be told. */
    Optional<Remark> remark(String key) {
        if (defined.contains(key)) {
            return Optional.empty();
        }
        for (Map.Entry<String, Set<String>> client : CLIENTS.entrySet()) {
            if (key.startsWith(client.getKey())) {
                return slip(key, key.substring(client.getKey().length()), client.getValue(), client.getKey());
            }
        }
        if (FREE.stream().anyMatch(key::startsWith)) {
            return Optional.empty();
        }
        Optional<Remark> slip = slip(key, key, defined, "");
        boolean mayMeanMore = key.startsWith(OURS) || OPEN.stream().anyMatch(key::startsWith);
        return slip.isPresent() || mayMeanMore
                ? slip
                : Optional.of(Remark.warning(key, "neither the worker nor the connector knows this key"));
    }

    private static Optional<Remark> slip(String key, String name, Set<String> known, String prefix) {
        if (known.contains(name)) {
            return Optional.empty();
        }
        return known.stream()
                .filter(other -> EditDistance.between(name, other) <= Math.max(LETTERS, name.length() / PART))
                .min(Comparator.comparingInt((String other) -> EditDistance.between(name, other))
                        .thenComparing(Comparator.naturalOrder()))
                .map(nearest -> Remark.warning(key, "is not known; the nearest known key is " + prefix + nearest));
    }

    private static Set<String> all(Set<String> first, Set<String> second, Set<String> third) {
        Set<String> names = new TreeSet<>();
        Stream.of(first, second, third).forEach(names::addAll);
        return Set.copyOf(names);
    }
}

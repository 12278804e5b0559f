package io.npipeline.integration.relay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with records that were read, given the bodies they should have, each once, and in each topic those of a key
 * in ascending order. Immutable.
 *
 * @param lost bodies that are not there
 * @param duplicated bodies that are there more than once
 * @param unexpected bodies that should not be there
 * @param outOfOrder bodies that stand behind a later one of their key
 */
public record Findings(Set<String> lost, List<String> duplicated, List<String> unexpected, List<String> outOfOrder) {

    /** A body and the domain within which bodies are to ascend; {@code null} for none. */
    private record Sighting(String body, @Nullable String domain) {}

    /** Of records, whose values are the bodies. */
    public static Findings of(Set<String> expected, List<ConsumerRecord<@Nullable String, @Nullable String>> records) {
        return ofSightings(
                expected,
                records.stream()
                        .map(record ->
                                new Sighting(String.valueOf(record.value()), record.topic() + "/" + record.key()))
                        .toList());
    }

    /** Of bodies whose order does not matter. */
    public static Findings ofBodies(Set<String> expected, List<String> bodies) {
        return ofSightings(
                expected, bodies.stream().map(body -> new Sighting(body, null)).toList());
    }

    /** Of the bodies of calls in their order, of which those that were made again do not count. */
    public static Findings ofFirstCalls(Set<String> expected, List<String> bodies) {
        return ofSightings(
                expected,
                new LinkedHashSet<>(bodies)
                        .stream()
                                .map(body -> new Sighting(body, body.substring(0, body.indexOf('/'))))
                                .toList());
    }

    private static Findings ofSightings(Set<String> expected, List<Sighting> sightings) {
        Set<String> seen = new LinkedHashSet<>();
        Map<String, Place> last = new HashMap<>();
        List<String> duplicated = new ArrayList<>();
        List<String> unexpected = new ArrayList<>();
        List<String> outOfOrder = new ArrayList<>();
        for (Sighting sighting : sightings) {
            String body = sighting.body();
            if (!expected.contains(body)) {
                unexpected.add(body);
                continue;
            }
            if (!seen.add(body)) {
                duplicated.add(body);
            }
            if (sighting.domain() != null) {
                Place place = Place.of(body);
                Place before = last.put(sighting.domain(), place);
                if (before != null && before.isAfter(place)) {
                    outOfOrder.add(body + " behind " + before);
                }
            }
        }
        Set<String> lost = new LinkedHashSet<>(expected);
        lost.removeAll(seen);
        return new Findings(lost, duplicated, unexpected, outOfOrder);
    }

    public boolean areNone() {
        return lost.isEmpty() && duplicated.isEmpty() && unexpected.isEmpty() && outOfOrder.isEmpty();
    }

    /** Counts, and some of each. */
    @Override
    public String toString() {
        return "lost " + some(lost) + ", duplicated " + some(duplicated) + ", unexpected " + some(unexpected)
                + ", out of order " + some(outOfOrder);
    }

    private static String some(Iterable<String> bodies) {
        List<String> all = new ArrayList<>();
        bodies.forEach(all::add);
        return all.size() + " " + all.subList(0, Math.min(5, all.size()));
    }

    /** Where a body stands in the sequence of its key: the number of its input and its own among the outputs of that. */
    private record Place(int sequence, int output) {

        static Place of(String body) {
            String[] parts = body.replaceAll("[^0-9/]", "").split("/", -1);
            return new Place(Integer.parseInt(parts[1]), parts.length < 3 ? 0 : Integer.parseInt(parts[2]));
        }

        boolean isAfter(Place other) {
            return sequence > other.sequence || (sequence == other.sequence && output > other.output);
        }
    }
}

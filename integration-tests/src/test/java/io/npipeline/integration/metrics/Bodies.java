package io.npipeline.integration.metrics;

import io.npipeline.integration.pipelines.NumberedOutputsPipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** What a relay with {@link NumberedOutputsPipeline} gets, and what it will do with it. */
final class Bodies {

    private static final int FLAKY = 10;

    private Bodies() {}

    /** Bodies of seven keys, one in fifty a dead letter. */
    static List<String> some() {
        return IntStream.range(0, 500)
                .mapToObj(i -> "k" + (1 + i % 7) + "/" + i + (i % 50 == 0 ? NumberedOutputsPipeline.POISON : ""))
                .toList();
    }

    /** Five of the key that waits for the gate. Once that is open, one that fails besides would have no retries left. */
    static List<String> stuck() {
        return IntStream.range(0, 20)
                .mapToObj(i -> NumberedOutputsPipeline.STUCK + i)
                .filter(body -> flaky(List.of(body)) == 0)
                .limit(5)
                .toList();
    }

    /** Those that fail once. */
    static long flaky(List<String> bodies) {
        return bodies.stream()
                .filter(body -> !body.endsWith(NumberedOutputsPipeline.POISON) && body.hashCode() % FLAKY == 0)
                .count();
    }

    /** Their records, each key in one of the partitions. */
    static List<ProducerRecord<@Nullable String, @Nullable String>> records(
            List<String> bodies, String topic, int... partitions) {
        List<ProducerRecord<@Nullable String, @Nullable String>> records = new ArrayList<>();
        for (String body : bodies) {
            String key = body.substring(0, body.indexOf('/'));
            records.add(new ProducerRecord<>(topic, partitions[key.hashCode() % partitions.length], key, body));
        }
        return records;
    }

    /** Their size with their keys. */
    static long bytes(List<String> bodies) {
        return bodies.stream()
                .mapToLong(body -> body.indexOf('/') + body.length())
                .sum();
    }
}

package io.npipeline.integration.relay;

import io.npipeline.integration.pipelines.NumberedOutputsPipeline;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Records whose key and number in the key's sequence make them unique: {@code k7/12}. One in a hundred is poison.
 * Immutable.
 *
 * @param keys how many keys there are
 * @param perKey how many records each key has
 */
public record Inputs(int keys, int perKey) {

    public static final String TOPIC = "inputs";

    private static final int POISON = 100;

    /** In an order in which the sequences of all keys advance together. */
    List<ProducerRecord<@Nullable String, @Nullable String>> records() {
        List<ProducerRecord<@Nullable String, @Nullable String>> records = new ArrayList<>();
        for (int sequence = 1; sequence <= perKey; sequence++) {
            records.addAll(round(sequence));
        }
        return records;
    }

    /** The records of the keys from one on, those of a key in one of the partitions. */
    List<ProducerRecord<@Nullable String, @Nullable String>> records(int firstKey, List<TopicPartition> partitions) {
        List<ProducerRecord<@Nullable String, @Nullable String>> records = new ArrayList<>();
        for (int sequence = 1; sequence <= perKey; sequence++) {
            for (int key = firstKey; key < keys; key++) {
                TopicPartition place = partitions.get(key % partitions.size());
                records.add(new ProducerRecord<>(place.topic(), place.partition(), "k" + key, body(key, sequence)));
            }
        }
        return records;
    }

    /** The record of each key that has this number in its sequence. */
    public List<ProducerRecord<@Nullable String, @Nullable String>> round(int sequence) {
        List<ProducerRecord<@Nullable String, @Nullable String>> records = new ArrayList<>();
        for (int key = 0; key < keys; key++) {
            records.add(new ProducerRecord<>(TOPIC, "k" + key, body(key, sequence)));
        }
        return records;
    }

    /** One more record for each partition: once its outputs are there, nothing before it is under way any more. */
    static List<ProducerRecord<@Nullable String, @Nullable String>> ends(List<TopicPartition> partitions) {
        List<ProducerRecord<@Nullable String, @Nullable String>> ends = new ArrayList<>();
        for (TopicPartition place : partitions) {
            int number = ends.size();
            ends.add(new ProducerRecord<>(place.topic(), place.partition(), "end" + number, end(number)));
        }
        return ends;
    }

    /** The bodies that a pipeline of so many outputs is to write, those of {@link #ends} included. */
    public Set<String> expectedOutputs(int outputs, int partitions) {
        Set<String> expected = new LinkedHashSet<>();
        for (int partition = 0; partition < partitions; partition++) {
            for (int output = 1; output <= outputs; output++) {
                expected.add(end(partition) + "/" + output);
            }
        }
        for (int key = 0; key < keys; key++) {
            for (int sequence = 1; sequence <= perKey; sequence++) {
                for (int output = 1; output <= outputs && !isPoison(key, sequence); output++) {
                    expected.add(body(key, sequence) + "/" + output);
                }
            }
        }
        return expected;
    }

    /** The bodies that are to be dead letters. */
    public Set<String> expectedDeadLetters() {
        Set<String> expected = new LinkedHashSet<>();
        for (int key = 0; key < keys; key++) {
            for (int sequence = 1; sequence <= perKey; sequence++) {
                if (isPoison(key, sequence)) {
                    expected.add(body(key, sequence));
                }
            }
        }
        return expected;
    }

    int count() {
        return keys * perKey;
    }

    private static String body(int key, int sequence) {
        return "k" + key + "/" + sequence + (isPoison(key, sequence) ? NumberedOutputsPipeline.POISON : "");
    }

    private static String end(int partition) {
        return "end" + partition + "/1";
    }

    /** A sequence of each key has some, at other places in each. */
    private static boolean isPoison(int key, int sequence) {
        return (key * 31 + sequence) % POISON == 0;
    }
}

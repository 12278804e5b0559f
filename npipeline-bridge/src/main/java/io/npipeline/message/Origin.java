package io.npipeline.message;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a message was read. Immutable. */
public sealed interface Origin permits Origin.Kafka, Origin.Source, Origin.Batch {

    /** Names the record, for logs and dead letters. */
    String id();

    /** A Kafka record's coordinates, before any transformation renamed its topic. */
    record Kafka(String topic, int partition, long offset) implements Origin {
        @Override
        public String id() {
            return topic + "-" + partition + "-" + offset;
        }

        @Override
        public String toString() {
            return "topic " + topic + ", partition " + partition + ", offset " + offset;
        }
    }

    /**
     * An item of a source that is a node: its source partition and the position right after it.
     *
     * @param identity by what it is known within the partition whenever it is read; {@code null} where that is the position
     */
    record Source(
            Map<String, String> partition,
            Map<String, ?> position,
            @Nullable String identity) implements Origin {

        /** One that is known by its position. */
        public Source(Map<String, String> partition, Map<String, ?> position) {
            this(partition, position, null);
        }

        @Override
        public String id() {
            return partition + "@" + position;
        }

        @Override
        public String toString() {
            return "source partition " + partition + ", position " + position;
        }
    }

    /**
     * The records of a batch, the earliest first. All are of one partition.
     *
     * @param records not empty; none of them a batch
     */
    record Batch(List<Origin> records) implements Origin {

        public Batch {
            records = List.copyOf(records);
        }

        /** The record that was read first. */
        public Origin first() {
            return records.get(0);
        }

        @Override
        public String id() {
            return "batch of " + records.size() + " from " + first().id();
        }

        @Override
        public String toString() {
            return "a batch of " + records.size() + " records from " + first();
        }
    }
}

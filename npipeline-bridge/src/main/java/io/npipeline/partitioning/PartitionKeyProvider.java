package io.npipeline.partitioning;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the key of an output record and, where the producer's own choice by the key is not wanted, its partition.
 *
 * <p>What it throws, and a partition that the topic does not have, is a failure of the node that it was given to. It is not
 * asked about tombstones: they keep their key, and the producer chooses their partition.
 *
 * <p>Called on many threads at a time.
 *
 * @param <T> the type of the body
 */
@FunctionalInterface
public interface PartitionKeyProvider<T> {

    /** The key of the record: a String, a number, a Boolean, bytes, a Map, a List or a Struct; {@code null} for none. */
    @Nullable
    Object partitionKey(T body);

    /**
     * The partition of the record, from 0; empty leaves it to the producer, as a provider does that has no such method of its
     * own. One that has needs brokers to ask: {@code npipeline.kafka.bootstrap.servers}.
     *
     * @param partitionCount how many partitions the record's topic has; one that gets more has them here within a minute
     */
    default OptionalInt partition(T body, int partitionCount) {
        return OptionalInt.empty();
    }
}

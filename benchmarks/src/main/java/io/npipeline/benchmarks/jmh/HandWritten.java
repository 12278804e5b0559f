package io.npipeline.benchmarks.jmh;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** A type of record with the code that reads and writes it, getter by getter. Implementations have no state. */
interface HandWritten {

    /** The type. */
    Class<?> type();

    /** A record of the type. */
    Object sample();

    /** Reads a record from the struct and writes it as another with the schema. */
    Struct roundTrip(Struct struct, Schema schema);
}

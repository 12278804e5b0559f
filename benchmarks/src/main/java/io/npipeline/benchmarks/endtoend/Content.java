package io.npipeline.benchmarks.endtoend;

/**
 * What a topic holds. Immutable.
 *
 * @param topic its name
 * @param records how many records
 * @param checksum their checksum
 */
record Content(String topic, long records, long checksum) {}

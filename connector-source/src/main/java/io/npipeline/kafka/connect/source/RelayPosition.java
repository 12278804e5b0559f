package io.npipeline.kafka.connect.source;

import io.npipeline.engine.OffsetMap;

/**
 * How far a partition of a topic was relayed. Immutable.
 *
 * @param offset the first record that was not
 * @param done the records behind it that were; its base is the offset
 */
record RelayPosition(long offset, OffsetMap done) {

    /** All before the offset, and nothing from there on. */
    static RelayPosition of(long offset) {
        return new RelayPosition(offset, OffsetMap.empty(offset));
    }
}

package io.npipeline.engine;

/**
 * What waits for retries. Immutable.
 *
 * @param keys how many ordering domains
 * @param records how many messages in them, those that are to be retried included
 */
record Parked(int keys, long records) {

    static final Parked NONE = new Parked(0, 0);

    Parked plus(Parked other) {
        return new Parked(keys + other.keys, records + other.records);
    }
}

package io.npipeline.benchmarks.jmh;

import io.npipeline.records.SinkRecordReader;
import org.apache.kafka.connect.sink.SinkRecord;

/** The worker's records, with the keys of a set in turn. They are made beforehand, as it is the worker that makes them. */
final class Records {

    /** What a consumer returns from a poll at most, by default. */
    static final int BATCH = 500;

    private static final int KEYS = 1_000;
    private static final String TOPIC = "topic";

    /** Small, so that the transforms get boxes that are there already. */
    private static final Long BODY = 1L;

    private final SinkRecord[] records = new SinkRecord[KEYS];

    Records() {
        for (int key = 0; key < KEYS; key++) {
            records[key] = new SinkRecord(TOPIC, 0, null, "key-" + key, null, BODY, key);
        }
    }

    SinkRecord record(long offset) {
        return records[(int) (offset % KEYS)];
    }

    /** Makes messages of them. */
    static SinkRecordReader reader() {
        return new SinkRecordReader(Long.class);
    }
}

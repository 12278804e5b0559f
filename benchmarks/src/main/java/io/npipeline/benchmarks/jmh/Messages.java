package io.npipeline.benchmarks.jmh;

import io.npipeline.message.Acknowledgement;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.MessageHeaders;
import io.npipeline.message.Origin;

/** Makes messages as a record reader does, with the keys of a set in turn. Immutable. */
final class Messages {

    /** What a consumer returns from a poll at most, by default. */
    static final int BATCH = 500;

    private static final int KEYS = 1_000;
    private static final String TOPIC = "topic";

    /** Small, so that the transforms get boxes that are there already. */
    private static final Long BODY = 1L;

    private final String[] keys = new String[KEYS];

    Messages() {
        for (int key = 0; key < KEYS; key++) {
            keys[key] = "key-" + key;
        }
    }

    KafkaMessage<Object> message(long offset, Acknowledgement acknowledgement) {
        return KafkaMessage.received(
                BODY,
                keys[(int) (offset % KEYS)],
                null,
                MessageHeaders.EMPTY,
                null,
                new Origin.Kafka(TOPIC, 0, offset),
                acknowledgement);
    }
}

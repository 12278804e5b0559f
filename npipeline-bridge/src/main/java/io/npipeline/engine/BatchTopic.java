package io.npipeline.engine;

import io.npipeline.message.KafkaMessage;
import io.npipeline.message.Origin;

/** What a batch is told of under, to those who listen to events: one may have messages of several topics. */
final class BatchTopic {

    private BatchTopic() {}

    /**
     * Where the message was read: the topic, or the text of the source partition. Of a batch where its earliest record was.
     *
     * @param first the first message of the batch
     */
    static String of(KafkaMessage<?> first) {
        Origin origin = first.origin() instanceof Origin.Batch batch ? batch.first() : first.origin();
        if (origin instanceof Origin.Kafka kafka) {
            return kafka.topic();
        }
        return origin instanceof Origin.Source source ? source.partition().toString() : origin.id();
    }
}

package io.npipeline.records;

import io.npipeline.message.KafkaMessage;
import io.npipeline.node.MessageTransformNode;

/**
 * What the source of a relay does with each message: converts those that could not be converted when they were read. Here
 * a failure has a message, so it goes through the failure policy like that of any node, retries and dead letters included.
 *
 * <p>Thread safe.
 */
final class Reception implements MessageTransformNode<Object, Object> {

    private final ConsumedRecordReader reader;

    Reception(ConsumedRecordReader reader) {
        this.reader = reader;
    }

    @Override
    public KafkaMessage<Object> transform(KafkaMessage<Object> message) {
        return message.unboundBody() instanceof UnconvertedBody unconverted
                ? reader.convert(unconverted.record(), message)
                : message;
    }
}

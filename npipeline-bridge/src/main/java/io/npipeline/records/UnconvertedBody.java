package io.npipeline.records;

import io.npipeline.message.UnboundBody;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The body of a record that could not be converted when it was read; {@link Reception} tries again. Immutable. */
record UnconvertedBody(ConsumerRecord<byte[], byte[]> record) implements UnboundBody<Object> {

    @Override
    public Object bind() {
        throw new IllegalStateException("The record was not converted before its body was used");
    }

    @Override
    public byte @Nullable [] raw() {
        return record.value();
    }
}

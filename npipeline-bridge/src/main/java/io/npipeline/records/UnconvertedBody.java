package io.npipeline.records;

import io.npipeline.message.UnboundBody;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The body of a record that could not be converted when it was read; {@link Reception} tries again. Immutable. */
final class UnconvertedBody extends UnboundBody<Object> {

    private final ConsumerRecord<byte[], byte[]> record;

    UnconvertedBody(ConsumerRecord<byte[], byte[]> record) {
        this.record = record;
    }

    ConsumerRecord<byte[], byte[]> record() {
        return record;
    }

    @Override
    public Object bind() {
        throw new IllegalStateException("The record was not converted before its body was used");
    }

    @Override
    public byte @Nullable [] raw() {
        return record.value();
    }
}

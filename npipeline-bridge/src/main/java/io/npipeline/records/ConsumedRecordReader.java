package io.npipeline.records;

import io.npipeline.binding.BodyReader;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.MessageHeader;
import io.npipeline.message.MessageHeaders;
import io.npipeline.metrics.KafkaMetrics;
import io.npipeline.metrics.NullKafkaMetrics;
import io.npipeline.node.MessageTransformNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * Consumer records to what becomes messages. A record that cannot be converted is handed on as it is, for
 * {@link #reception} to fail on it where there is a failure policy.
 *
 * <p>Thread safe.
 */
public final class ConsumedRecordReader {

    private final BodyReader<?> bodies;
    private final RecordConverters converters;
    private final KafkaMetrics metrics;

    /**
     * @param bodyType the type that the pipeline's Kafka source reads
     */
    public ConsumedRecordReader(Class<?> bodyType, RecordConverters converters) {
        this(bodyType, converters, NullKafkaMetrics.INSTANCE);
    }

    /**
     * The same, of whose bindings somebody is told.
     *
     * @param metrics never throws
     */
    public ConsumedRecordReader(Class<?> bodyType, RecordConverters converters, KafkaMetrics metrics) {
        this.bodies = BodyReader.of(bodyType);
        this.converters = converters;
        this.metrics = metrics;
    }

    /** Converts a record as far as it can be. Never fails. */
    public ConsumedRecord read(ConsumerRecord<byte[], byte[]> record) {
        MessageHeaders headers = orNull(converters::headers, record);
        SchemaAndValue key = orNull(converters::key, record);
        SchemaAndValue value = orNull(converters::value, record);
        return new ConsumedRecord(
                record,
                headers == null ? rawHeaders(record) : headers,
                key == null ? new SchemaAndValue(Schema.BYTES_SCHEMA, record.key()) : key,
                headers == null || key == null || value == null ? new UnconvertedBody(record) : body(value));
    }

    /** What the pipeline's source is to do with each message. */
    public MessageTransformNode<?, ?> reception() {
        return new Reception(this);
    }

    /** The message of a record, with all that is converted of it. */
    @SuppressWarnings("unchecked") // an unbound body stands for the body it binds to
    KafkaMessage<Object> convert(ConsumerRecord<byte[], byte[]> record, KafkaMessage<Object> message) {
        MessageHeaders headers = converters.headers(record);
        SchemaAndValue key = converters.key(record);
        SchemaAndValue value = converters.value(record);
        return message.withHeaders(headers).withKey(key.value(), key.schema()).withBody(body(value));
    }

    private @Nullable Object body(SchemaAndValue value) {
        return MeteredBody.of(ConnectBody.of(value.schema(), value.value(), bodies), bodies.type(), metrics);
    }

    private static <V> @Nullable V orNull(
            Function<ConsumerRecord<byte[], byte[]>, V> conversion, ConsumerRecord<byte[], byte[]> record) {
        try {
            return conversion.apply(record);
        } catch (DataException | RetriableException e) {
            return null;
        }
    }

    private static MessageHeaders rawHeaders(ConsumerRecord<byte[], byte[]> record) {
        List<MessageHeader> raw = new ArrayList<>();
        for (Header header : record.headers()) {
            raw.add(new MessageHeader(header.key(), header.value(), Schema.OPTIONAL_BYTES_SCHEMA));
        }
        return MessageHeaders.of(raw);
    }
}

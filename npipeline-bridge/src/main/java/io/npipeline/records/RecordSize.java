package io.npipeline.records;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The size of a record's key and value in bytes: exact for bytes, by characters for strings, and for structured values
 * estimated from one record in so many of its topic, because walking each of them would cost more than handing it on.
 *
 * <p>Not thread safe.
 */
public final class RecordSize {

    private static final int SAMPLE_EVERY = 64;
    private static final int SCALAR_BYTES = 8;

    private static final class Sample {
        private int bytes;
        private int uses;
    }

    private final Map<String, Sample> keys = new HashMap<>();
    private final Map<String, Sample> values = new HashMap<>();

    /** The size of a record. */
    public int of(SinkRecord record) {
        String topic = record.topic();
        return saturated((long) of(topic, record.key(), keys) + of(topic, record.value(), values));
    }

    private static int of(String topic, @Nullable Object value, Map<String, Sample> samples) {
        if (value instanceof byte[] bytes) {
            return bytes.length; // first, because to find out that bytes are no map and no collection takes longer
        }
        if (!isStructured(value)) {
            return saturated(walk(value));
        }
        Sample sample = samples.computeIfAbsent(topic, name -> new Sample());
        if (sample.uses++ % SAMPLE_EVERY == 0) {
            sample.bytes = saturated(walk(value));
        }
        return sample.bytes;
    }

    private static boolean isStructured(@Nullable Object value) {
        return value instanceof Struct || value instanceof Map || value instanceof Collection;
    }

    private static long walk(@Nullable Object value) {
        if (value == null) {
            return 0;
        }
        if (value instanceof byte[] bytes) {
            return bytes.length;
        }
        if (value instanceof ByteBuffer buffer) {
            return buffer.remaining();
        }
        if (value instanceof String text) {
            return text.length();
        }
        long bytes = SCALAR_BYTES;
        if (value instanceof Struct struct) {
            for (Field field : struct.schema().fields()) {
                bytes += walk(struct.getWithoutDefault(field.name()));
            }
        } else if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                bytes += walk(entry.getKey()) + walk(entry.getValue());
            }
        } else if (value instanceof Collection<?> items) {
            for (Object item : items) {
                bytes += walk(item);
            }
        }
        return bytes;
    }

    private static int saturated(long bytes) {
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }
}

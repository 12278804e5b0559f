package io.npipeline.records;

import io.npipeline.binding.ValueSize;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The size of a record's key, value and headers in bytes: exact for bytes, by characters for strings, and for structured
 * keys and values estimated from one record in so many of its topic, because walking each of them would cost more than handing
 * it on.
 *
 * <p>Not thread safe.
 */
public final class RecordSize {

    private static final int SAMPLE_EVERY = 64;

    private static final class Sample {
        private int bytes;
        private int uses;
    }

    private final Map<String, Sample> keys = new HashMap<>();
    private final Map<String, Sample> values = new HashMap<>();

    /** The size of a record. */
    public int of(SinkRecord record) {
        String topic = record.topic();
        Headers headers = record.headers();
        return saturated((long) of(topic, record.key(), keys)
                + of(topic, record.value(), values)
                + (headers.isEmpty() ? 0 : of(headers)));
    }

    /** Each of them, because what is many or large among headers is so in one record and not in the next. */
    private static long of(Headers headers) {
        long bytes = 0;
        for (Header header : headers) {
            bytes += header.key().length() + ValueSize.estimate(header.value());
        }
        return bytes;
    }

    private static int of(String topic, @Nullable Object value, Map<String, Sample> samples) {
        if (value instanceof byte[] bytes) {
            return bytes.length; // first, like strings, as to find out that they are no map and no collection takes
            // longer
        }
        if (value instanceof String || !isStructured(value)) {
            return saturated(ValueSize.estimate(value));
        }
        Sample sample = samples.computeIfAbsent(topic, name -> new Sample());
        if (sample.uses++ % SAMPLE_EVERY == 0) {
            sample.bytes = saturated(ValueSize.estimate(value));
        }
        return sample.bytes;
    }

    private static boolean isStructured(@Nullable Object value) {
        return value instanceof Struct || value instanceof Map || value instanceof Collection;
    }

    private static int saturated(long bytes) {
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }
}

package io.npipeline.records;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.jspecify.annotations.Nullable;

/** A converter of text whose calls fail as often as a test says. Thread safe. */
final class ScriptedConverter implements Converter, HeaderConverter {

    private final ConcurrentLinkedQueue<RuntimeException> errors = new ConcurrentLinkedQueue<>();
    private final List<ClassLoader> loaders = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger closings = new AtomicInteger();
    private volatile boolean overlapped;
    private volatile @Nullable RuntimeException closeError;

    /** The next calls fail, one for each error. */
    ScriptedConverter failing(RuntimeException... failures) {
        errors.addAll(List.of(failures));
        return this;
    }

    ScriptedConverter failingToClose(RuntimeException error) {
        closeError = error;
        return this;
    }

    int calls() {
        return calls.get();
    }

    int closings() {
        return closings.get();
    }

    /** Whether two calls ran at a time. */
    boolean overlapped() {
        return overlapped;
    }

    /** The context class loaders of the calls. */
    List<ClassLoader> loaders() {
        return loaders;
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // yields to widen the window for an overlap
    public SchemaAndValue toConnectData(String topic, byte[] bytes) {
        overlapped |= running.getAndIncrement() > 0;
        try {
            calls.incrementAndGet();
            loaders.add(Thread.currentThread().getContextClassLoader());
            Thread.yield();
            RuntimeException error = errors.poll();
            if (error != null) {
                throw error;
            }
            return new SchemaAndValue(Schema.STRING_SCHEMA, new String(bytes, StandardCharsets.UTF_8));
        } finally {
            running.decrementAndGet();
        }
    }

    @Override
    public SchemaAndValue toConnectHeader(String topic, String headerKey, byte[] value) {
        return toConnectData(topic, value);
    }

    @Override
    public void close() {
        closings.incrementAndGet();
        RuntimeException error = closeError;
        if (error != null) {
            throw error;
        }
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public void configure(Map<String, ?> settings) {}

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {}

    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
        throw new UnsupportedOperationException("converts what is read only");
    }

    @Override
    public byte[] fromConnectHeader(String topic, String headerKey, Schema schema, Object value) {
        throw new UnsupportedOperationException("converts what is read only");
    }
}

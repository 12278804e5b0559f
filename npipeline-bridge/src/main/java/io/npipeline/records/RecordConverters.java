package io.npipeline.records;

import io.npipeline.message.MessageHeader;
import io.npipeline.message.MessageHeaders;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The converters of records that a task consumes itself. Converters say nothing about threads, and the worker calls those
 * of a task on one thread only; so there is one call at a time here.
 *
 * <p>Thread safe.
 */
public final class RecordConverters implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RecordConverters.class);
    private static final int MAX_CAUSES = 32;

    private final Converter keys;
    private final Converter values;
    private final HeaderConverter headers;
    private final ReentrantLock lock = new ReentrantLock();

    /** Takes converters that are configured; they become this object's own and are closed with it. */
    public RecordConverters(Converter keys, Converter values, HeaderConverter headers) {
        this.keys = keys;
        this.values = values;
        this.headers = headers;
    }

    SchemaAndValue key(ConsumerRecord<byte[], byte[]> record) {
        return convert(keys, record.key(), record, "key");
    }

    SchemaAndValue value(ConsumerRecord<byte[], byte[]> record) {
        return convert(values, record.value(), record, "value");
    }

    MessageHeaders headers(ConsumerRecord<byte[], byte[]> record) {
        List<MessageHeader> converted = new ArrayList<>();
        for (Header header : record.headers()) {
            SchemaAndValue value = call(
                    headers,
                    "header \"" + header.key() + "\"",
                    () -> headers.toConnectHeader(record.topic(), header.key(), header.value()));
            converted.add(new MessageHeader(header.key(), value.value(), value.schema()));
        }
        return MessageHeaders.of(converted);
    }

    /**
     * A missing key or value is none whatever the converter would make of it, so that a tombstone stays one.
     */
    private SchemaAndValue convert(
            Converter converter, byte @Nullable [] bytes, ConsumerRecord<byte[], byte[]> record, String what) {
        return bytes == null
                ? SchemaAndValue.NULL
                : call(converter, what, () -> converter.toConnectData(record.topic(), record.headers(), bytes));
    }

    private SchemaAndValue call(Object converter, String what, Supplier<@Nullable SchemaAndValue> conversion) {
        lock.lock();
        try {
            SchemaAndValue converted = InPluginLoader.call(converter, conversion);
            return converted == null ? SchemaAndValue.NULL : converted;
        } catch (RuntimeException e) {
            String problem = "The " + what + " cannot be converted by "
                    + converter.getClass().getSimpleName() + ": " + e.getMessage();
            throw isPassing(e) ? new RetriableException(problem, e) : new DataException(problem, e);
        } finally {
            lock.unlock();
        }
    }

    /** Whether a failure is likely one of the network, such as a schema registry that does not answer. */
    private static boolean isPassing(Throwable error) {
        Throwable current = error;
        for (int i = 0; current != null && i < MAX_CAUSES; i++) {
            if (current instanceof org.apache.kafka.common.errors.RetriableException
                    || current instanceof RetriableException
                    || current instanceof TimeoutException
                    || (current instanceof IOException && isOfTheNetwork(current.getClass()))) {
                return true;
            }
            current = current.getCause();
        }
        return false;
    }

    private static boolean isOfTheNetwork(Class<?> type) {
        return type.getPackageName().startsWith("java.net")
                || type.getPackageName().startsWith("javax.net");
    }

    @Override
    public void close() {
        close(keys);
        close(values);
        close(headers);
    }

    /** Closes a converter, where it can be closed: those of workers before 4.0 cannot all. Never fails. */
    public static void close(Object converter) {
        if (converter instanceof AutoCloseable closeable) {
            InPluginLoader.call(converter, () -> closeQuietly(closeable));
        }
    }

    private static boolean closeQuietly(AutoCloseable converter) {
        try {
            converter.close();
            return true;
        } catch (Exception | LinkageError e) {
            log.warn("The converter {} failed to close", converter.getClass().getName(), e);
            return false;
        }
    }
}

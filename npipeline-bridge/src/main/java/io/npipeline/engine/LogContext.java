package io.npipeline.engine;

import io.npipeline.message.Correlation;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.Origin;
import java.util.function.Supplier;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Has the correlation id of a message in the logging context while the user's code runs for it. To put one there takes longer
 * than all else that the engine does for a message, so what is asked first is whether there is one.
 *
 * <p>Immutable; a context is that of the calling thread.
 */
final class LogContext {

    /** The name in the logging context. */
    static final String KEY = "correlationId";

    private final Correlation correlation;
    private final LoggedIds logged;

    LogContext(Correlation correlation, LoggedIds logged) {
        this.correlation = correlation;
        this.logged = correlation.isOn() ? logged : LoggedIds.NONE;
    }

    /** The id to {@link #put} while the delivery runs; {@code null} for none. That its record came with, whatever nodes do. */
    @Nullable
    String idOf(Delivery delivery) {
        if (logged == LoggedIds.NONE) {
            return null;
        }
        SinkRecord unread = delivery.unread();
        return unread == null ? idOf(delivery.message()) : idOf(unread);
    }

    private @Nullable String idOf(SinkRecord record) {
        Header header = record.headers().isEmpty() ? null : record.headers().lastWithName(correlation.header());
        String received = header == null ? null : Correlation.text(header.value());
        return received != null || logged == LoggedIds.RECEIVED ? received : correlation.made(origin(record));
    }

    private static Origin origin(SinkRecord record) {
        return new Origin.Kafka(record.originalTopic(), record.originalKafkaPartition(), record.originalKafkaOffset());
    }

    private @Nullable String idOf(KafkaMessage<?> message) {
        return logged == LoggedIds.RECEIVED
                ? correlation.received(message.headers())
                : message.correlationId().orElse(null);
    }

    static void put(String id) {
        MDC.put(KEY, id);
    }

    static void remove() {
        MDC.remove(KEY);
    }

    /** Calls what belongs to a message and runs apart from its delivery. */
    <V> V call(KafkaMessage<?> message, Supplier<V> work) {
        String id = logged == LoggedIds.NONE ? null : idOf(message);
        if (id == null) {
            return work.get();
        }
        String before = MDC.get(KEY);
        put(id);
        try {
            return work.get();
        } finally {
            restore(before);
        }
    }

    private static void restore(@Nullable String before) {
        if (before == null) {
            remove();
        } else {
            put(before);
        }
    }

    /** The same for what has no result. */
    void run(KafkaMessage<?> message, Runnable work) {
        call(message, () -> {
            work.run();
            return message;
        });
    }
}

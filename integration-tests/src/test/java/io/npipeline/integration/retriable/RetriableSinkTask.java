package io.npipeline.integration.retriable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/**
 * Text to a {@link Store}, in the way that the documentation of {@code SinkTask.put} and {@code SinkTaskContext.timeout}
 * describes: all that is given is written before it returns, and where that fails now, the worker is asked to give the same
 * again after a time.
 */
public final class RetriableSinkTask extends SinkTask {

    static final Duration BACKOFF = Duration.ofSeconds(1);

    private @Nullable Store store;

    @Override
    public String version() {
        return "1";
    }

    @Override
    public void start(Map<String, String> props) {
        store = new Store(path(props, "attempts"), path(props, "stored"), path(props, "gate"));
    }

    private static Path path(Map<String, String> props, String key) {
        return Path.of(Objects.requireNonNull(props.get(key)));
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        try {
            for (SinkRecord record : records) {
                Objects.requireNonNull(store).write(record.value().toString());
            }
        } catch (IOException e) {
            context.timeout(BACKOFF.toMillis());
            throw new RetriableException("The store cannot be written to now", e);
        }
    }

    @Override
    public void stop() {
        // The store's files are not held open.
    }
}

package com.example.payments;

import io.npipeline.kafka.connect.source.NPipelineSourceConnector;
import io.npipeline.kafka.connect.source.NPipelineSourceTask;
import io.npipeline.pipeline.PipelineDefinition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceConnectorContext;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * A task of NPipeline's source connector without a worker and without brokers: what it would write to Kafka is handed to the
 * test. Parallelism, key order, retries and dead letters are those of a worker's task. Used by one thread.
 */
final class InMemoryTask implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /**
     * A record that would be written.
     *
     * @param value as the converter of {@code connectors/} writes it
     */
    record Output(String topic, Object key, String value) {}

    private final NPipelineSourceTask task = new NPipelineSourceTask();
    private final JsonConverter converter = new JsonConverter();

    /** Starts a pipeline that begins at a source of its own; other settings are those of a connector. */
    InMemoryTask(Class<? extends PipelineDefinition> pipeline, Map<String, String> settings) {
        converter.configure(Map.of("schemas.enable", "false"), false);
        Map<String, String> config = new HashMap<>(settings);
        config.put("name", "in-memory");
        config.put("npipeline.pipeline.class", pipeline.getName());
        config.put("npipeline.source.refresh.interval.ms", "0");
        config.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        config.put("value.converter", JsonConverter.class.getName());
        config.put("value.converter.schemas.enable", "false");
        Worker worker = new Worker(config);
        NPipelineSourceConnector connector = new NPipelineSourceConnector();
        connector.initialize(worker);
        connector.start(config);
        Map<String, String> taskConfig = connector.taskConfigs(1).get(0);
        connector.stop();
        task.initialize(worker);
        task.start(taskConfig);
    }

    /** The next outputs, so many at least. */
    List<Output> take(int count) throws InterruptedException {
        List<Output> outputs = new ArrayList<>();
        Instant deadline = Instant.now().plus(LIMIT);
        while (outputs.size() < count) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("Waited for " + count + " outputs, and got " + outputs);
            }
            outputs.addAll(poll());
        }
        return outputs;
    }

    /** What is ready now, or within the moment that a task waits for something. */
    List<Output> poll() throws InterruptedException {
        List<SourceRecord> records = task.poll();
        List<Output> outputs = new ArrayList<>();
        for (SourceRecord record : records == null ? List.<SourceRecord>of() : records) {
            byte[] value = converter.fromConnectData(record.topic(), record.valueSchema(), record.value());
            outputs.add(new Output(record.topic(), record.key(), new String(value, StandardCharsets.UTF_8)));
        }
        return outputs;
    }

    @Override
    public void close() {
        task.stop();
    }

    /** What connector and task see of a worker that has stored nothing yet and is older than Connect's own transactions. */
    private record Worker(Map<String, String> configs)
            implements SourceConnectorContext, SourceTaskContext, OffsetStorageReader {

        @Override
        public OffsetStorageReader offsetStorageReader() {
            return this;
        }

        @Override
        public <T> Map<String, Object> offset(Map<String, T> partition) {
            return null;
        }

        @Override
        public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
            return Map.of();
        }

        @Override
        public void requestTaskReconfiguration() {}

        @Override
        public void raiseError(Exception error) {
            throw new AssertionError(error);
        }

        @Override
        public PluginMetrics pluginMetrics() {
            throw new UnsupportedOperationException("There is no worker here");
        }
    }
}

package io.npipeline.kafka.connect.source;

import static org.awaitility.Awaitility.await;

import io.npipeline.node.KafkaSinkNode;
import io.npipeline.pipeline.PipelineDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.source.SourceRecord;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/** Drives a task as Connect's worker does: start, poll and stop on one thread. */
final class SourceWorker implements AutoCloseable {

    private final Map<String, String> settings;
    private final FakeOffsetStorageReader stored = new FakeOffsetStorageReader();
    private final NPipelineSourceTask task = new NPipelineSourceTask();

    private SourceWorker(Map<String, String> settings) {
        this.settings = settings;
        task.initialize(new FakeSourceTaskContext(settings, stored));
    }

    /** A worker for one task with all partitions of the source. */
    static SourceWorker of(ScriptedSource source, PipelineDefinition pipeline) {
        SourceWorker worker = new SourceWorker(new HashMap<>(RegisteredPipeline.settings(pipeline)));
        AssignedPartitions.divide(source.partitions(), 1).forEach(all -> all.put(worker.settings));
        return worker;
    }

    /** The same for a pipeline of one step between source and Kafka. */
    static SourceWorker of(ScriptedSource source, ScriptedStep step) {
        return of(source, through(source, step));
    }

    static PipelineDefinition through(ScriptedSource source, ScriptedStep step) {
        return (pipeline, context) -> {
            var files = pipeline.addSource("files", source);
            var check = pipeline.addMessageTransform("check", step);
            pipeline.connect(files, check);
            pipeline.connect(check, pipeline.addSink("lines", KafkaSinkNode.of(String.class)));
        };
    }

    SourceWorker with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** What an earlier task stored for a file. */
    SourceWorker stored(String file, Map<String, Object> position) {
        stored.store(ScriptedSource.file(file).id(), position);
        return this;
    }

    String name() {
        return Objects.requireNonNull(settings.get("name"));
    }

    SourceWorker start() {
        task.start(settings);
        return this;
    }

    @Nullable
    List<SourceRecord> poll() {
        try {
            return task.poll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Polls until a list comes. */
    List<SourceRecord> nextList() {
        List<List<SourceRecord>> lists = new ArrayList<>();
        await().pollInSameThread().pollInterval(Duration.ofMillis(1)).until(() -> {
            List<SourceRecord> list = poll();
            return list != null && lists.add(list);
        });
        return lists.get(0);
    }

    /** The values of the lists until so many came. */
    List<Object> nextValues(int count) {
        List<Object> values = new ArrayList<>();
        while (values.size() < count) {
            nextList().forEach(record -> values.add(record.value()));
        }
        return values;
    }

    /** Polls until the assertion holds. */
    void pollUntil(ThrowingRunnable assertion) {
        await().pollInSameThread().pollInterval(Duration.ofMillis(1)).untilAsserted(() -> {
            poll();
            assertion.run();
        });
    }

    /** The producer wrote the record. */
    void produced(SourceRecord record) {
        task.commitRecord(record, new RecordMetadata(new TopicPartition(record.topic(), 0), 0, 0, 0, 0, 0));
    }

    /** A transformation dropped the record. */
    void dropped(SourceRecord record) {
        task.commitRecord(record, null);
    }

    @Override
    public void close() {
        task.stop();
    }
}

package io.npipeline.kafka.connect.source;

import static org.awaitility.Awaitility.await;

import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.pipeline.PipelineDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.StringConverter;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/** Drives a task as Connect's worker does: start, poll and stop on one thread. */
final class SourceWorker implements AutoCloseable {

    private final Map<String, String> settings;
    private final FakeOffsetStorageReader stored = new FakeOffsetStorageReader();
    private final NPipelineSourceTask task;

    private SourceWorker(Map<String, String> settings, SourceConsumers consumers, LongSupplier pacerNanos) {
        this.settings = settings;
        task = new NPipelineSourceTask(consumers, pacerNanos);
        withTransactions(null);
    }

    /** A worker for one task with all partitions of the source. */
    static SourceWorker of(ScriptedSource source, PipelineDefinition pipeline) {
        return of(source, pipeline, System::nanoTime);
    }

    private static SourceWorker of(ScriptedSource source, PipelineDefinition pipeline, LongSupplier pacerNanos) {
        SourceWorker worker = new SourceWorker(
                new HashMap<>(RegisteredPipeline.settings(pipeline)), SourceConsumers.ofKafka(), pacerNanos);
        new AssignedPartitions(List.copyOf(source.partitions())).put(worker.settings);
        return worker;
    }

    /** The same for a pipeline of one step between source and Kafka. */
    static SourceWorker of(ScriptedSource source, ScriptedStep step) {
        return of(source, through(source, step));
    }

    /** The same with another clock by which transactions are spaced. */
    static SourceWorker of(ScriptedSource source, ScriptedStep step, LongSupplier pacerNanos) {
        return of(source, through(source, step), pacerNanos);
    }

    /** A worker for one task of a relay, with all partitions of the consumer. */
    static SourceWorker relay(ScriptedConsumer consumer, PipelineDefinition pipeline) {
        Map<String, String> settings = new HashMap<>(RegisteredPipeline.settings(pipeline));
        settings.put("npipeline.source.topics", "orders");
        settings.put("npipeline.kafka.bootstrap.servers", "localhost:9092");
        settings.put("npipeline.source.key.converter", StringConverter.class.getName());
        settings.put("npipeline.source.value.converter", StringConverter.class.getName());
        new AssignedPartitions(consumer.partitions().stream()
                        .map(TopicPartitions::assigned)
                        .toList())
                .put(settings);
        return new SourceWorker(settings, consumer, System::nanoTime);
    }

    /** The same for a pipeline of one step between Kafka and Kafka. */
    static SourceWorker relay(ScriptedConsumer consumer, ScriptedStep step) {
        return relay(consumer, (pipeline, context) -> {
            var orders = pipeline.addSource("orders", KafkaSourceNode.of(String.class));
            var check = pipeline.addMessageTransform("check", step);
            pipeline.connect(orders, check);
            pipeline.connect(check, pipeline.addSink("lines", KafkaSinkNode.of(String.class)));
        });
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

    SourceWorker with(TrackedConverter.Journal journal) {
        journal.put(settings);
        return this;
    }

    /** Gives the task transactions; {@code null} for none. */
    SourceWorker withTransactions(@Nullable FakeTransactionContext transactions) {
        task.initialize(new FakeSourceTaskContext(settings, stored, transactions));
        return this;
    }

    /** The connector tells the task where partitions start. */
    SourceWorker with(PartitionStarts starts) {
        starts.put(settings);
        return this;
    }

    /** What an earlier task stored for a partition of a relay. */
    SourceWorker stored(TopicPartition partition, Map<String, Object> position) {
        stored.store(TopicPartitions.stored(partition), position);
        return this;
    }

    /** What an earlier task stored for a file. */
    SourceWorker stored(String file, Map<String, Object> position) {
        stored.store(ScriptedSource.file(file).id(), position);
        return this;
    }

    /** What the task is started with. */
    Map<String, String> settings() {
        return settings;
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

    /** The same on the producer's own thread, as where the worker has no transactions. */
    void acknowledged(SourceRecord record) {
        Thread producer = new Thread(() -> produced(record), "producer");
        producer.start();
        try {
            producer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A transformation dropped the record. */
    void dropped(SourceRecord record) {
        task.commitRecord(record, null);
    }

    /** Positions were stored. */
    void committed() {
        task.commit();
    }

    @Override
    public void close() {
        task.stop();
    }
}

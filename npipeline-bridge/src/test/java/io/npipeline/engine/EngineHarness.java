package io.npipeline.engine;

import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.npipeline.binding.BodyForm;
import io.npipeline.engine.EngineSettings.OutputSettings;
import io.npipeline.failure.ExponentialBackoffRetryStrategy;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.message.Correlation;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.MessageHeaders;
import io.npipeline.message.Origin;
import io.npipeline.metrics.KafkaMetrics;
import io.npipeline.metrics.NullKafkaMetrics;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.BatchSinkNode;
import io.npipeline.node.ClaimedPartition;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.MessageTransformNode;
import io.npipeline.node.SinkNode;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import io.npipeline.pipeline.PipelineGraph;
import io.npipeline.records.SinkRecordReader;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** An engine over a small graph. The thread of the test plays the task thread. */
final class EngineHarness implements AutoCloseable {

    static final String TOPIC = "orders";

    /** How long a test waits for what must come; only a failing test waits that long. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    final PipelineEngine engine;

    private EngineHarness(PipelineEngine engine) {
        this.engine = engine;
    }

    /** A pipeline of its own. */
    static Setup of(PipelineDefinition definition) {
        return new Setup(definition);
    }

    /** A pipeline of a source and a sink named "sink". */
    static Setup into(SinkNode<String> sink) {
        return of((pipeline, context) -> pipeline.connect(
                pipeline.addSource("source", KafkaSourceNode.of(String.class)), pipeline.addSink("sink", sink)));
    }

    /** A pipeline of a source and a batch sink named "sink". */
    static Setup into(BatchSinkNode<String> sink, BatchLimits limits) {
        return of((pipeline, context) -> pipeline.connect(
                pipeline.addSource("source", KafkaSourceNode.of(String.class)),
                pipeline.addBatchSink("sink", sink, limits)));
    }

    /** A pipeline of a source and a transactional sink named "store"; bodies that begin with "drop" are filtered. */
    static Setup into(ScriptedStore store, BatchLimits limits) {
        return of((pipeline, context) -> {
            var keep = pipeline.addFilter("keep", (String body) -> !body.startsWith("drop"));
            pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), keep);
            pipeline.connect(keep, pipeline.addTransactionalSink("store", store, limits));
        });
    }

    /** Retries as often as given, at once, and then takes the step. */
    static FailurePolicy retrying(int times, NodeErrorDecision lastStep) {
        return backingOff(times, Duration.ofMillis(1), lastStep);
    }

    /** Retries as often as given, after the delay, and then takes the step. */
    static FailurePolicy backingOff(int times, Duration delay, NodeErrorDecision lastStep) {
        return FailurePolicy.retry(new ExponentialBackoffRetryStrategy(times, delay, delay, 0))
                .then(lastStep);
    }

    Partition own(int number) {
        return new Partition(number, engine.own(number));
    }

    /** An epoch whose positions are in a store; records go on where the store is. */
    Partition own(int number, ClaimedPartition<?> claim) {
        Partition partition = new Partition(number, engine.own(number, claim));
        partition.nextOffset = claim.position().orElse(0);
        return partition;
    }

    /** Waits for the condition, taking the task's turns meanwhile. */
    void until(Callable<Boolean> condition) {
        await().pollInSameThread()
                .pollInterval(Duration.ofMillis(1))
                .atMost(PATIENCE)
                .until(() -> {
                    engine.turn();
                    return condition.call();
                });
    }

    /** Waits until nothing is in flight; fails at once if the engine failed. */
    void untilSettled() {
        until(() -> {
            engine.throwIfFailed();
            return engine.inFlightRecords() == 0;
        });
    }

    /** Waits until the engine failed, and returns what it failed with. */
    ConnectException untilFailed() {
        until(() -> failure() != null);
        return Objects.requireNonNull(failure());
    }

    @Nullable
    ConnectException failure() {
        return catchThrowableOfType(ConnectException.class, engine::throwIfFailed);
    }

    @Override
    public void close() {
        engine.close();
    }

    /** One epoch of a partition, whose records get their offsets one after the other. */
    final class Partition {

        final Ownership ownership;
        private final int number;
        private long nextOffset;

        private Partition(int number, Ownership ownership) {
            this.number = number;
            this.ownership = ownership;
        }

        /** Hands a record in; it waits for {@link PipelineEngine#dispatch}. */
        Delivery submit(@Nullable Object key, @Nullable Object body) {
            return submit(key, body, MessageHeaders.EMPTY);
        }

        /** Hands in what is a message from the beginning. */
        Delivery submitMessage(@Nullable Object key, @Nullable Object body, MessageHeaders headers) {
            Origin origin = new Origin.Kafka(TOPIC, number, nextOffset);
            Delivery delivery = ownership.register(nextOffset++, 10);
            ownership.submit(delivery, KafkaMessage.received(body, key, null, headers, null, origin, delivery));
            return delivery;
        }

        /** Every other record without headers comes as the worker's own, not the first: nothing may depend on how it came. */
        Delivery submit(@Nullable Object key, @Nullable Object body, MessageHeaders headers) {
            if (headers.isEmpty() && nextOffset % 2 == 1) {
                return submitRecord(key, body);
            }
            return submitMessage(key, body, headers);
        }

        /** Hands in a record as the worker does. */
        Delivery submitRecord(@Nullable Object key, @Nullable Object body) {
            SinkRecord sinkRecord = new SinkRecord(TOPIC, number, null, key, null, body, nextOffset);
            Delivery delivery = ownership.register(nextOffset++, 10);
            ownership.submit(delivery, sinkRecord);
            return delivery;
        }

        /** Hands a record in and lets it run. */
        Delivery put(@Nullable Object key, @Nullable Object body) {
            Delivery delivery = submit(key, body);
            engine.dispatch();
            return delivery;
        }

        /** Puts bodies that are their own keys. */
        void putAll(String... bodies) {
            for (String body : bodies) {
                submit(body, body);
            }
            engine.dispatch();
        }

        /** Puts bodies under one key. */
        void putAllUnder(@Nullable Object key, String... bodies) {
            for (String body : bodies) {
                submit(key, body);
            }
            engine.dispatch();
        }

        void release() {
            ownership.release();
        }
    }

    /** What an engine is started with. */
    static final class Setup {

        private final PipelineDefinition definition;
        private Ordering ordering = Ordering.KEY;
        private int parallelism = 4;
        private ThreadKind threads = ThreadKind.AUTO;
        private int maxParkedPerKey = 1_000;
        private FailurePolicy policy = FailurePolicy.always(NodeErrorDecision.FAIL);
        private DeadLetterRoute deadLetters = new DeadLetterRoute.None();
        private Duration deadLetterTimeout = Duration.ofSeconds(60);
        private AcknowledgmentStrategy acknowledgment = AcknowledgmentStrategy.AUTO_ON_SINK_SUCCESS;
        private Duration acknowledgmentDelay = Duration.ofSeconds(1);
        private Correlation correlation = Correlation.OFF;
        private LoggedIds loggedIds = LoggedIds.NONE;
        private KafkaMetrics metrics = NullKafkaMetrics.INSTANCE;
        private long maxOutputBytes = Long.MAX_VALUE;
        private Runnable onSettled = () -> {};
        private RecordReader reader = new SinkRecordReader(Object.class);
        private @Nullable MessageTransformNode<?, ?> reception;
        private PartitionCounts partitions = topic -> {
            throw new ConnectException("Nobody knows the partitions of " + topic);
        };

        private Setup(PipelineDefinition definition) {
            this.definition = definition;
        }

        Setup ordering(Ordering value) {
            ordering = value;
            return this;
        }

        Setup parallelism(int value) {
            parallelism = value;
            return this;
        }

        Setup threads(ThreadKind value) {
            threads = value;
            return this;
        }

        Setup maxParkedPerKey(int value) {
            maxParkedPerKey = value;
            return this;
        }

        Setup policy(FailurePolicy value) {
            policy = value;
            return this;
        }

        Setup deadLetters(DeadLetterRoute value) {
            deadLetters = value;
            return this;
        }

        Setup deadLetterTimeout(Duration value) {
            deadLetterTimeout = value;
            return this;
        }

        Setup acknowledgment(AcknowledgmentStrategy value) {
            acknowledgment = value;
            return this;
        }

        Setup acknowledgmentDelay(Duration value) {
            acknowledgmentDelay = value;
            return this;
        }

        Setup onSettled(Runnable value) {
            onSettled = value;
            return this;
        }

        Setup reader(RecordReader value) {
            reader = value;
            return this;
        }

        /** What the source does with each message, in place of reading records of the worker's. */
        Setup reception(MessageTransformNode<?, ?> value) {
            reception = value;
            return this;
        }

        Setup correlation(Correlation value, LoggedIds logged) {
            correlation = value;
            loggedIds = logged;
            return this;
        }

        Setup metrics(KafkaMetrics value) {
            metrics = value;
            return this;
        }

        Setup maxOutputBytes(long value) {
            maxOutputBytes = value;
            return this;
        }

        Setup partitions(PartitionCounts value) {
            partitions = value;
            return this;
        }

        EngineHarness start() {
            EngineSettings settings = new EngineSettings(
                    "test",
                    0,
                    new EngineSettings.Processing(ordering, parallelism, threads, maxParkedPerKey),
                    new EngineSettings.Failures(policy, deadLetterTimeout),
                    new EngineSettings.Acknowledgment(acknowledgment, acknowledgmentDelay),
                    correlation,
                    loggedIds,
                    metrics,
                    new OutputSettings("out", BodyForm.JSON_STRING, HeaderForm.ANY, partitions, maxOutputBytes));
            PipelineGraph graph = PipelineGraph.of(definition, new NoParameters());
            return new EngineHarness(
                    reception == null
                            ? new PipelineEngine(graph, settings, deadLetters, reader, onSettled)
                            : new PipelineEngine(graph, settings, deadLetters, reception, onSettled));
        }
    }

    static final class NoParameters implements PipelineContext {
        @Override
        public String parameter(String name) {
            throw new IllegalArgumentException(name);
        }

        @Override
        public Optional<String> findParameter(String name) {
            return Optional.empty();
        }

        @Override
        public String connectorName() {
            return "test";
        }
    }
}

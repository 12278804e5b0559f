package io.npipeline.kafka.connect.sink;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.Position;
import io.npipeline.node.SourceItem;
import io.npipeline.node.SourceNode;
import io.npipeline.node.SourcePartition;
import io.npipeline.node.SourceReader;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Pipelines for {@code validate()}: one that is right and many that are wrong. */
final class TestPipelines {

    private TestPipelines() {}

    public static class Valid implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            pipeline.connect(
                    pipeline.addSource("orders", KafkaSourceNode.of(String.class)),
                    pipeline.addSink("store", message -> {}));
        }
    }

    /** Not a pipeline. */
    public static class Unrelated {}

    /** Abstract. */
    public abstract static class Unfinished extends Valid {}

    /** Its constructor takes a parameter. */
    public static class Demanding extends Valid {
        public Demanding(String demand) {
            requireNonBlank(demand);
        }

        private static void requireNonBlank(String demand) {
            if (demand.isBlank()) {
                throw new IllegalArgumentException("blank");
            }
        }
    }

    /** Its constructor is private. */
    public static class Closed extends Valid {
        private Closed() {}

        static Closed open() {
            return new Closed();
        }
    }

    /** The class is not public. */
    static class Hidden extends Valid {
        @SuppressWarnings("WeakerAccess") // public on purpose: only the class is in the way
        public Hidden() {}
    }

    /** Its constructor fails. */
    public static class Failing extends Valid {
        public Failing() {
            throw new IllegalStateException("no licence");
        }
    }

    /** Fails once it is asked to define. */
    public static class Undefinable implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            throw new UnsupportedOperationException("not yet");
        }
    }

    /** Uses a class whose jar was forgotten; the JVM says so where the class is first needed. */
    public static class Incomplete implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            throw new NoClassDefFoundError("org/example/Driver");
        }
    }

    /** Needs a parameter. */
    public static class Parametrised extends Valid {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            context.parameter("currency");
            super.define(pipeline, context);
        }
    }

    /** Its class cannot be initialised. */
    public static class Uninitialisable extends Valid {
        private static final int LIMIT = Integer.parseInt("many");

        @Override
        public String toString() {
            return "limit " + LIMIT;
        }
    }

    /** Two transforms that feed each other. */
    public static class Cyclic implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            var orders = pipeline.addSource("orders", KafkaSourceNode.of(String.class));
            var price = pipeline.<String, String>addTransform("price", body -> body);
            var round = pipeline.<String, String>addTransform("round", body -> body);
            pipeline.connect(orders, price);
            pipeline.connect(price, round);
            pipeline.connect(round, price);
            pipeline.connect(round, pipeline.<String>addSink("store", message -> {}));
        }
    }

    /** A transform that leads nowhere. */
    public static class Dangling implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            var orders = pipeline.addSource("orders", KafkaSourceNode.of(String.class));
            pipeline.connect(orders, pipeline.<String, String>addTransform("price", body -> body));
            pipeline.connect(orders, pipeline.<String>addSink("store", message -> {}));
        }
    }

    /** A sink that nothing leads to. */
    public static class Unreachable implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            pipeline.connect(
                    pipeline.addSource("orders", KafkaSourceNode.of(String.class)),
                    pipeline.<String>addSink("store", message -> {}));
            pipeline.<String>addSink("audit", message -> {});
        }
    }

    /** Has no source. */
    public static class Sourceless implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            pipeline.<String>addSink("store", message -> {});
        }
    }

    /** Reads bodies of a type that cannot be bound. */
    public static class Unbindable implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            pipeline.connect(
                    pipeline.addSource("orders", KafkaSourceNode.of(Thread.class)),
                    pipeline.<Thread>addSink("store", message -> {}));
        }
    }

    /** Belongs into the source connector: a source of the user's own, into Kafka. */
    public static class Ingress implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            pipeline.connect(
                    pipeline.addSource("files", new NoSource()),
                    pipeline.addSink("lines", KafkaSinkNode.of(String.class)));
        }
    }

    /** Kafka to Kafka. */
    public static class Relay implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            pipeline.connect(
                    pipeline.addSource("orders", KafkaSourceNode.of(String.class)),
                    pipeline.addSink("priced", KafkaSinkNode.of(String.class)));
        }
    }

    /** Touches Kafka nowhere. */
    public static class KafkaFree implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            pipeline.connect(
                    pipeline.addSource("files", new NoSource()), pipeline.<String>addSink("store", message -> {}));
        }
    }

    /** Its sink's policy wants dead letters. */
    public static class DeadLettering implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            var store = pipeline.<String>addSink("store", message -> {});
            store.onFailure(FailurePolicy.always(NodeErrorDecision.FAIL)
                    .on(IllegalArgumentException.class, NodeErrorDecision.DEAD_LETTER));
            pipeline.connect(pipeline.addSource("orders", KafkaSourceNode.of(String.class)), store);
        }
    }

    /** Its sink stores positions. */
    public static class Transactional implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            pipeline.connect(
                    pipeline.addSource("orders", KafkaSourceNode.of(String.class)),
                    pipeline.<String>addTransactionalSink(
                            "store",
                            (topic, partition, limit) -> {
                                throw new IllegalStateException("not to be claimed");
                            },
                            BatchLimits.of(1, Duration.ZERO)));
        }
    }

    private static final class NoSource implements SourceNode<String> {
        @Override
        public List<SourcePartition> partitions() {
            return List.of();
        }

        @Override
        public SourceReader<String> read(SourcePartition partition, Optional<Position> from) {
            return (int max, Duration maxWait) -> List.<SourceItem<String>>of();
        }
    }
}

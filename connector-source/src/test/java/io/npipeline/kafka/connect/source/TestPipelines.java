package io.npipeline.kafka.connect.source;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.TransformNode;
import io.npipeline.partitioning.PartitionKeyProvider;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.util.OptionalInt;

/** Pipelines for {@code validate()}: one that is right and some that are wrong. */
final class TestPipelines {

    private TestPipelines() {}

    public static class Valid implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            pipeline.connect(
                    pipeline.addSource("files", new ScriptedSource("a")),
                    pipeline.addSink("lines", KafkaSinkNode.of(String.class)));
        }
    }

    /** Needs a parameter. */
    public static class Parametrised extends Valid {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            context.parameter("directory");
            super.define(pipeline, context);
        }
    }

    /** Belongs into the sink connector: Kafka into a sink of the user's own. */
    public static class Egress implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            pipeline.connect(
                    pipeline.addSource("orders", KafkaSourceNode.of(String.class)),
                    pipeline.<String>addSink("store", message -> {}));
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

    /** Kafka to Kafka, into a topic that the settings of tests read. */
    public static class Loop implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            pipeline.connect(
                    pipeline.addSource("orders", KafkaSourceNode.of(String.class)),
                    pipeline.addSink("priced", KafkaSinkNode.of(String.class).toTopic("returns")));
        }
    }

    /** Sends all to the last partition. */
    private static final class ToTheLast implements PartitionKeyProvider<String> {

        @Override
        public Object partitionKey(String body) {
            return body;
        }

        @Override
        public OptionalInt partition(String body, int partitionCount) {
            return OptionalInt.of(partitionCount - 1);
        }
    }

    /** Kafka to Kafka, into a partition that depends on how many there are. */
    public static class PartitionedRelay implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            pipeline.connect(
                    pipeline.addSource("orders", KafkaSourceNode.of(String.class)),
                    pipeline.addSink("priced", KafkaSinkNode.of(String.class).partitionedBy(new ToTheLast())));
        }
    }

    /** The same for a source of the user's own. */
    public static class PartitionedIngress implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            pipeline.connect(
                    pipeline.addSource("files", new ScriptedSource("a")),
                    pipeline.addSink("priced", KafkaSinkNode.of(String.class).partitionedBy(new ToTheLast())));
        }
    }

    /** Writes bodies of a type that cannot be bound. */
    public static class Unbindable implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            var files = pipeline.addSource("files", new ScriptedSource("a"));
            var threads = pipeline.addTransform("threads", (TransformNode<String, Thread>) Thread::new);
            pipeline.connect(files, threads);
            pipeline.connect(threads, pipeline.addSink("lines", KafkaSinkNode.of(Thread.class)));
        }
    }

    /** A line whose detail may be anything: Connect has no schema for it, JSON text needs none. */
    record Line(String text, Object detail) {}

    /** Writes bodies that only JSON text can hold. */
    public static class JsonOnly implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            var files = pipeline.addSource("files", new ScriptedSource("a"));
            var lines = pipeline.addTransform("lines of text", (String text) -> new Line(text, text.length()));
            pipeline.connect(files, lines);
            pipeline.connect(lines, pipeline.addSink("lines", KafkaSinkNode.of(Line.class)));
        }
    }

    /** Its sink's policy wants dead letters. */
    public static class DeadLettering implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            var lines = pipeline.addSink("lines", KafkaSinkNode.of(String.class));
            lines.onFailure(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER));
            pipeline.connect(pipeline.addSource("files", new ScriptedSource("a")), lines);
        }
    }
}

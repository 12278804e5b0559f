package io.npipeline.integration.pipelines;

import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.partitioning.PartitionKeyProvider;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.util.OptionalInt;

/** Text from Kafka to Kafka: all of it to the last partition of the connector's topic, under its length as key. */
public final class LastPartitionPipeline implements PipelineDefinition {

    private static final class ToTheLast implements PartitionKeyProvider<String> {

        @Override
        public Object partitionKey(String body) {
            return String.valueOf(body.length());
        }

        @Override
        public OptionalInt partition(String body, int partitionCount) {
            return OptionalInt.of(partitionCount - 1);
        }
    }

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        pipeline.connect(
                pipeline.addSource("texts", KafkaSourceNode.of(String.class)),
                pipeline.addSink("last", KafkaSinkNode.of(String.class).partitionedBy(new ToTheLast())));
    }
}

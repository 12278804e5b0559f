package io.npipeline.integration.pipelines;

import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.Position;
import io.npipeline.node.SourceItem;
import io.npipeline.node.SourceNode;
import io.npipeline.node.SourcePartition;
import io.npipeline.node.SourceReader;
import io.npipeline.node.TransformNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Numbers to a topic, slowly: the numbers 1 to {@code count} in each of {@code partitions} source partitions, worked on
 * for {@code work.ms} each.
 */
public final class SlowLinesPipeline implements PipelineDefinition {

    private record Numbers(int partitionCount, long count) implements SourceNode<Long> {

        @Override
        public List<SourcePartition> partitions() {
            List<SourcePartition> partitions = new ArrayList<>();
            for (int i = 0; i < partitionCount; i++) {
                partitions.add(SourcePartition.of("series", Integer.toString(i)));
            }
            return partitions;
        }

        @Override
        public SourceReader<Long> read(SourcePartition partition, Optional<Position> from) {
            long first = from.map(position -> position.number("number")).orElse(0L) + 1;
            return new NumberReader(partition.id().getOrDefault("series", ""), first, count);
        }
    }

    private static final class NumberReader implements SourceReader<Long> {
        private final String series;
        private final long last;
        private long next;

        NumberReader(String series, long first, long last) {
            this.series = series;
            this.next = first;
            this.last = last;
        }

        @Override
        public List<SourceItem<Long>> read(int max, Duration maxWait) {
            List<SourceItem<Long>> items = new ArrayList<>();
            while (items.size() < max && next <= last) {
                items.add(SourceItem.of(next, Position.of("number", next)).withKey(series + ":" + next));
                next++;
            }
            return items;
        }
    }

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        Duration work = Duration.ofMillis(Long.parseLong(context.parameter("work.ms")));
        int partitions = Integer.parseInt(context.parameter("partitions"));
        long count = Long.parseLong(context.parameter("count"));
        var numbers = pipeline.addSource("numbers", new Numbers(partitions, count));
        var texts = pipeline.addTransform("work", working(work));
        var topic = pipeline.addSink("topic", KafkaSinkNode.of(String.class));
        pipeline.connect(numbers, texts);
        pipeline.connect(texts, topic);
    }

    private static TransformNode<Long, String> working(Duration work) {
        return number -> {
            LockSupport.parkNanos(work.toNanos());
            return Long.toString(number);
        };
    }
}

package io.npipeline.formats.evolution;

import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.Position;
import io.npipeline.node.SourceItem;
import io.npipeline.node.SourceNode;
import io.npipeline.node.SourcePartition;
import io.npipeline.node.SourceReader;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** One customer to a topic, as it was or as it is now. Parameter {@code now}: true or false. */
public final class CustomerIngress implements PipelineDefinition {

    private static final CustomerBefore BEFORE =
            new CustomerBefore(7, "ada@example.com", CustomerBefore.Level.SILVER, "123");
    private static final Customer NOW = new Customer(1L << 40, "eve@example.com", Customer.Level.BRONZE, "USD");

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        if (Boolean.parseBoolean(context.parameter("now"))) {
            define(pipeline, Customer.class, NOW, "now");
        } else {
            define(pipeline, CustomerBefore.class, BEFORE, "before");
        }
    }

    private static <T> void define(PipelineBuilder pipeline, Class<T> type, T body, String key) {
        var bodies = pipeline.addSource("customer", new OneBody<>(body, key));
        pipeline.connect(bodies, pipeline.addSink("topic", KafkaSinkNode.of(type)));
    }

    private record OneBody<T>(T body, String key) implements SourceNode<T> {

        @Override
        public List<SourcePartition> partitions() {
            return List.of(SourcePartition.of("customer", key));
        }

        @Override
        public SourceReader<T> read(SourcePartition partition, Optional<Position> from) {
            boolean[] read = {from.isPresent()};
            return (max, maxWait) -> {
                if (read[0]) {
                    LockSupport.parkNanos(maxWait.toNanos());
                    return List.of();
                }
                read[0] = true;
                return List.of(SourceItem.of(body, Position.of("done", true)).withKey(key));
            };
        }
    }
}

package com.example.orders;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.file.CsvFormat;
import io.npipeline.file.FolderSource;
import io.npipeline.node.KafkaSinkNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.nio.file.Path;
import java.time.Duration;

/**
 * CSV files of orders, as they are put into a folder, to a topic by customer. A file whose orders are all stored goes to the
 * folder {@code done} within it. Parameter {@code folder}: the folder.
 */
public final class OrdersIngress implements PipelineDefinition {

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        var folder = Path.of(context.parameter("folder"));
        var files = FolderSource.of(CsvFormat.of(Order.class), folder)
                .matching("*.csv")
                .quietFor(Duration.ofSeconds(2))
                .movingTo(Path.of("done"));
        var orders = pipeline.addSource("orders", files);
        var topic = pipeline.addSink("topic", KafkaSinkNode.of(Order.class).keyedBy(Order::customer));

        // A line that is no order stays one.
        topic.onFailure(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER));

        pipeline.connect(orders, topic);
    }
}

package com.example.payments;

import io.npipeline.file.CsvFormat;
import io.npipeline.file.FolderSource;
import io.npipeline.node.KafkaSinkNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.nio.file.Path;

/** CSV files of payments to a topic by customer, so that there is something to enrich. Parameter {@code folder}: the folder. */
public final class PaymentsIngress implements PipelineDefinition {

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        Path folder = Path.of(context.parameter("folder"));
        var payments = pipeline.addSource(
                "payments", FolderSource.of(CsvFormat.of(Payment.class), folder).matching("*.csv"));
        var topic = pipeline.addSink("topic", KafkaSinkNode.of(Payment.class).keyedBy(Payment::customer));
        pipeline.connect(payments, topic);
    }
}

package com.example.strikes;

import com.example.strikes.csv.CsvFileSource;
import com.example.strikes.report.RowReader;
import com.example.strikes.report.StrikeRow;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.node.KafkaSinkNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.nio.file.Path;

/** A file of strike reports to a topic, a record per line. Parameter {@code file}: the CSV file. */
public final class StrikesIngress implements PipelineDefinition {

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        var file = Path.of(context.parameter("file"));
        var lines = pipeline.addSource("lines", new CsvFileSource(file, StrikeRow.COLUMNS));
        var rows = pipeline.addTransform("rows", new RowReader());
        var topic = pipeline.addSink("topic", KafkaSinkNode.of(StrikeRow.class));

        // A malformed line stays malformed however often it is read.
        rows.onFailure(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER));

        pipeline.connect(lines, rows);
        pipeline.connect(rows, topic);
    }
}

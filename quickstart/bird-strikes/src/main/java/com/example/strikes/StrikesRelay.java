package com.example.strikes;

import com.example.strikes.report.AssessedReport;
import com.example.strikes.report.ReportAssessor;
import com.example.strikes.report.ReportReader;
import com.example.strikes.report.StrikeRow;
import io.npipeline.binding.BodyForm;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;

/** The topic of rows to a topic of assessed reports, a record per row, keyed by airport. */
public final class StrikesRelay implements PipelineDefinition {

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        var rows = pipeline.addSource("rows", KafkaSourceNode.of(StrikeRow.class));
        var reports = pipeline.addTransform("reports", new ReportReader());
        var assessed = pipeline.addTransform("assessed", new ReportAssessor());
        // A map without a schema, because the topic holds JSON without one: dates are written as text, not as numbers.
        var topic = pipeline.addSink(
                "topic",
                KafkaSinkNode.of(AssessedReport.class)
                        .keyedBy(strike -> strike.report().airport())
                        .writtenAs(BodyForm.MAP));

        // A code that nobody published is no better the next time.
        reports.onFailure(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER));

        pipeline.connect(rows, reports);
        pipeline.connect(reports, assessed);
        pipeline.connect(assessed, topic);
    }
}

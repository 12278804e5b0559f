package com.example.strikes;

import com.example.strikes.report.ReportAssessor;
import com.example.strikes.report.ReportReader;
import com.example.strikes.report.StrikeRow;
import com.example.strikes.store.SqliteReportSink;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.nio.file.Path;
import java.time.Duration;

/** The topic of strike reports to a database table. Parameter {@code database}: the SQLite file. */
public final class StrikesEgress implements PipelineDefinition {

    private static final BatchLimits BATCHES = BatchLimits.of(500, Duration.ofMillis(50));

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        var database = Path.of(context.parameter("database"));
        var rows = pipeline.addSource("rows", KafkaSourceNode.of(StrikeRow.class));
        var reports = pipeline.addTransform("reports", new ReportReader());
        var assessed = pipeline.addTransform("assessed", new ReportAssessor());
        var table = pipeline.addBatchSink("table", new SqliteReportSink(database), BATCHES);

        // A code that nobody published is no better the next time. A locked database is, so the sink keeps the
        // connector's policy: retries first.
        reports.onFailure(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER));

        pipeline.connect(rows, reports);
        pipeline.connect(reports, assessed);
        pipeline.connect(assessed, table);
    }
}

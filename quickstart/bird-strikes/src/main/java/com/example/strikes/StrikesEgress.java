package com.example.strikes;

import com.example.strikes.report.AssessedReport;
import com.example.strikes.store.SqliteReportSink;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.nio.file.Path;
import java.time.Duration;

/** The topic of assessed reports to a database table. Parameter {@code database}: the SQLite file. */
public final class StrikesEgress implements PipelineDefinition {

    private static final BatchLimits BATCHES = BatchLimits.of(500, Duration.ofMillis(50));

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        var database = Path.of(context.parameter("database"));
        var reports = pipeline.addSource("reports", KafkaSourceNode.of(AssessedReport.class));
        // A locked database is free the next time, so the sink keeps the connector's policy: retries first.
        var table = pipeline.addBatchSink("table", new SqliteReportSink(database), BATCHES);

        pipeline.connect(reports, table);
    }
}

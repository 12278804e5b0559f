package io.npipeline.integration.pipelines;

import io.npipeline.file.CsvFormat;
import io.npipeline.file.FolderSource;
import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.TransformNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The rows of the CSV files in {@code folder} to a topic, worked on for {@code work.ms} each. Files that are stored go to the
 * folder {@code done} within.
 */
public final class FilesPipeline implements PipelineDefinition {

    /** A row: the name of its file and the number of its line. */
    public record Row(String file, int line) {}

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        Duration work = Duration.ofMillis(Long.parseLong(context.parameter("work.ms")));
        var files = FolderSource.of(CsvFormat.of(Row.class), Path.of(context.parameter("folder")))
                .matching("*.csv")
                .quietFor(Duration.ZERO)
                .movingTo(Path.of("done"));
        var rows = pipeline.addSource("rows", files);
        var texts = pipeline.addTransform("work", working(work));
        pipeline.connect(rows, texts);
        pipeline.connect(texts, pipeline.addSink("topic", KafkaSinkNode.of(String.class)));
    }

    private static TransformNode<Row, String> working(Duration work) {
        return row -> {
            LockSupport.parkNanos(work.toNanos());
            return row.file() + ":" + row.line();
        };
    }
}

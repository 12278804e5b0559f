// docs/sources.md: var orders = pipeline.addSource("orders", FolderSource.of(
package snippets.sources;

import io.npipeline.file.CsvFormat;
import io.npipeline.file.FolderSource;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import java.nio.file.Path;

public final class Folder {
    record Order(String id) {}

    void define(PipelineBuilder pipeline, PipelineContext context) {
// the snippet
    }
}

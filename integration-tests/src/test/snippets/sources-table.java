// docs/sources.md: var rows = pipeline.addSource("rows", JdbcSource.table(
package snippets.sources;

import io.npipeline.jdbc.JdbcConnections;
import io.npipeline.jdbc.JdbcSource;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import java.util.Properties;

public final class Table {
    record Order(String id) {}

    void define(PipelineBuilder pipeline, PipelineContext context, Properties credentials) {
// the snippet
    }
}

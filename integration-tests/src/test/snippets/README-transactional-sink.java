// README.md: var rows = JdbcTransactionalSink.
package snippets.readme;

import com.example.orders.OrdersPipeline.Invoice;
import io.npipeline.jdbc.JdbcStatement;
import io.npipeline.jdbc.JdbcTransactionalSink;
import io.npipeline.node.BatchLimits;
import io.npipeline.pipeline.OutputHandle;
import io.npipeline.pipeline.PipelineBuilder;
import java.time.Duration;

public final class TransactionalSink {
    void define(PipelineBuilder pipeline, OutputHandle<Invoice> priced, String url, String user, String password) {
// the snippet
    }
}

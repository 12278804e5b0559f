// docs/sources.md: JdbcSource.table(Order.class, connections
package snippets.sources;

import io.npipeline.jdbc.JdbcConnections;
import io.npipeline.jdbc.JdbcSource;
import java.time.Duration;

public final class Changed {
    record Order(String id) {}

    Object source(JdbcConnections connections) {
        return
// the snippet
        ;
    }
}

// docs/topics.md: KafkaSinkNode.of(Order.class).partitionedBy(
package snippets.topics;

import io.npipeline.node.KafkaSinkNode;
import io.npipeline.partitioning.PartitionKeyProvider;
import java.util.OptionalInt;

public final class Partitions {
    record Order(String customer, boolean isLarge) {}

    void define() {
// the snippet
    }
}

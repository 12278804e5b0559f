package io.npipeline.kafka.connect.source;

import io.npipeline.configuration.ConnectorName;
import io.npipeline.configuration.LoadedPipeline;
import io.npipeline.node.NodeContext;
import io.npipeline.node.SourceNode;
import io.npipeline.node.SourcePartition;
import io.npipeline.pipeline.NodeSpec;
import io.npipeline.pipeline.PipelineGraph;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/** Asks a pipeline's source for its partitions, on an instance of its own that is opened and closed for it. */
final class PartitionListing {

    private record ListingContext(String nodeName, String connectorName) implements NodeContext {
        @Override
        public int taskId() {
            return 0;
        }

        @Override
        public boolean stopping() {
            return false;
        }
    }

    private PartitionListing() {}

    static List<SourcePartition> of(NPipelineSourceConnectorConfig config) {
        try (LoadedPipeline pipeline = config.loadPipeline()) {
            return of(pipeline.graph(), ConnectorName.of(config));
        }
    }

    private static List<SourcePartition> of(PipelineGraph graph, String connectorName) {
        SourceNode<?> source = ((NodeSpec.UserSource) graph.source().spec()).source();
        String name = graph.source().name();
        try (source) {
            source.open(new ListingContext(name, connectorName));
            return distinct(source.partitions());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("Interrupted while listing the partitions of source \"" + name + "\"", e);
        } catch (Exception e) {
            throw new ConnectException("The partitions of source \"" + name + "\" could not be listed: " + e, e);
        }
    }

    /** One partition in two tasks would be read twice, under one stored position. */
    private static List<SourcePartition> distinct(List<SourcePartition> partitions) {
        Set<SourcePartition> seen = new HashSet<>();
        for (SourcePartition partition : partitions) {
            if (!seen.add(partition)) {
                throw new IllegalStateException("it lists partition " + partition + " twice");
            }
        }
        return List.copyOf(partitions);
    }
}

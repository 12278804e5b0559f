package io.npipeline.pipeline;

import io.npipeline.node.Position;
import io.npipeline.node.SourceNode;
import io.npipeline.node.SourcePartition;
import io.npipeline.node.SourceReader;
import java.util.List;
import java.util.Optional;

/** A source of the user's own that has nothing to read. */
final class NoSource implements SourceNode<String> {

    @Override
    public List<SourcePartition> partitions() {
        return List.of();
    }

    @Override
    public SourceReader<String> read(SourcePartition partition, Optional<Position> from) {
        return (max, maxWait) -> List.of();
    }
}

package io.npipeline.formats.sample;

import io.npipeline.node.Position;
import io.npipeline.node.SourceItem;
import io.npipeline.node.SourceNode;
import io.npipeline.node.SourcePartition;
import io.npipeline.node.SourceReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Reads cases, each with its name as the key. Immutable. */
record CaseSource(List<Case> cases) implements SourceNode<Sample> {

    private static final String NEXT = "next";

    @Override
    public List<SourcePartition> partitions() {
        return List.of(SourcePartition.of("list", "cases"));
    }

    @Override
    public SourceReader<Sample> read(SourcePartition partition, Optional<Position> from) {
        return new Reader(cases, (int)
                from.map(position -> position.number(NEXT)).orElse(0L).longValue());
    }

    private static final class Reader implements SourceReader<Sample> {
        private final List<Case> cases;
        private int next;

        Reader(List<Case> cases, int next) {
            this.cases = cases;
            this.next = next;
        }

        @Override
        public List<SourceItem<Sample>> read(int max, Duration maxWait) {
            List<SourceItem<Sample>> items = new ArrayList<>();
            while (next < cases.size() && items.size() < max) {
                Case one = cases.get(next++);
                items.add(SourceItem.of(one.sample(), Position.of(NEXT, next)).withKey(one.name()));
            }
            if (items.isEmpty()) {
                LockSupport.parkNanos(maxWait.toNanos());
            }
            return items;
        }
    }
}

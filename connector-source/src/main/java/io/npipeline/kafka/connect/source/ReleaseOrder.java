package io.npipeline.kafka.connect.source;

import io.npipeline.engine.AcknowledgmentStrategy;
import io.npipeline.pipeline.NodeSpec;
import io.npipeline.pipeline.PipelineGraph;
import java.util.BitSet;
import java.util.List;

/** Which items of a partition may leave with what they produced, and in which order. */
enum ReleaseOrder {

    /** As they were read: an item leaves once all before it are done. */
    READ {
        @Override
        BitSet choose(List<? extends Started<?>> waiting, int room) {
            BitSet chosen = new BitSet();
            int outputs = 0;
            int next = 0;
            while (outputs < room) {
                int end = doneTogether(waiting, next);
                if (end == next) {
                    break;
                }
                chosen.set(next, end);
                for (; next < end; next++) {
                    outputs += waiting.get(next).delivery().outputs().size();
                }
            }
            return chosen;
        }
    },

    /**
     * As they are done. The engine starts a message of an ordering domain when its predecessor is settled, so those of a
     * domain are done in their order; they leave in it too.
     */
    DONE {
        @Override
        BitSet choose(List<? extends Started<?>> waiting, int room) {
            BitSet done = new BitSet();
            // From the last to the first: what was done when its successor was looked at is done when it is looked at
            // itself.
            // The other way round one could be passed over, and settle before its successor is looked at.
            for (int i = waiting.size() - 1; i >= 0; i--) {
                done.set(i, waiting.get(i).delivery().isSettled());
            }
            int outputs = 0;
            int next = done.nextSetBit(0);
            while (next >= 0 && outputs < room) {
                outputs += waiting.get(next).delivery().outputs().size();
                next = done.nextSetBit(next + 1);
            }
            if (next >= 0) {
                done.clear(next, waiting.size());
            }
            return done;
        }
    };

    /**
     * The order for a relay. A batch is produced with one of its records and stands for all, so they leave
     * together; and a message that was handed to a batch does not hold up its successors any more. So where messages are
     * gathered only the order of reading keeps both. It does as well where the user's word may settle a message whose
     * predecessor still waits for its time.
     */
    static ReleaseOrder ofRelay(PipelineGraph graph, AcknowledgmentStrategy strategy) {
        boolean gathers = graph.nodes().stream()
                .anyMatch(node -> node.spec() instanceof NodeSpec.Batcher || node.spec() instanceof NodeSpec.BatchSink);
        return gathers || strategy == AcknowledgmentStrategy.DELAYED ? READ : DONE;
    }

    /**
     * Chooses items by their places. All outputs of an item are in one list, and so are all items that went into one batch.
     *
     * @param waiting in the order in which they were read
     * @param room how many outputs are wanted; at this number no further item is begun
     */
    abstract BitSet choose(List<? extends Started<?>> waiting, int room);

    /**
     * The end of the items that are to be released together, from one on; that one when one of them is not done. A position
     * between the items of a batch would repeat some of them without the others after a restart, or none of them.
     */
    private static int doneTogether(List<? extends Started<?>> waiting, int from) {
        long end = 0;
        for (int i = from; i < waiting.size(); i++) {
            Started<?> item = waiting.get(i);
            if (!item.delivery().isSettled()) {
                return from;
            }
            end = Math.max(end, item.delivery().batchedUpTo());
            if (item.sequence() >= end) {
                return i + 1;
            }
        }
        return from;
    }
}

package io.npipeline.kafka.connect.sink;

import io.npipeline.engine.OffsetMap;
import io.npipeline.engine.PipelineEngine;
import io.npipeline.node.ClaimedPartition;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Epochs that begin with a claim in the store of a transactional sink, at the position that the store has. The committed
 * offset counts only where the store has none: after a crash it is behind the store, and where nothing was to be written it
 * may be ahead of it.
 *
 * <p>Task thread only.
 */
final class ClaimedEpochs implements Epochs {

    private static final Logger log = LoggerFactory.getLogger(ClaimedEpochs.class);

    private final PipelineEngine engine;
    private final PartitionClaims claims;
    private final SinkTaskContext context;
    private final OffsetMapSettings mapSettings;

    ClaimedEpochs(
            PipelineEngine engine, PartitionClaims claims, SinkTaskContext context, OffsetMapSettings mapSettings) {
        this.engine = engine;
        this.claims = claims;
        this.context = context;
        // The store's position says all: what is settled above it is not written yet.
        this.mapSettings = mapSettings.disabled();
    }

    @Override
    public Map<TopicPartition, OwnedPartition> begin(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OwnedPartition> begun = new HashMap<>();
        claims.claim(partitions).forEach((partition, claim) -> begun.put(partition, epoch(partition, claim)));
        return begun;
    }

    private OwnedPartition epoch(TopicPartition partition, ClaimedPartition<?> claim) {
        claim.position().ifPresent(position -> {
            log.info("{} begins at offset {}, the position in the store", partition, position);
            context.offset(partition, position);
        });
        return new OwnedPartition(
                partition,
                engine.own(partition, claim),
                mapSettings,
                OffsetMap.empty(0),
                claim.position().orElse(LogEnds.UNKNOWN));
    }

    /** What the store has is of the old log, and only its owner knows whether the new one's records are in it. */
    @Override
    public OwnedPartition beginAgain(TopicPartition partition, OwnedPartition previous, long offset) {
        throw new ConnectException("The record at offset " + offset + " of " + partition + " is below "
                + previous.nextOffset()
                + ", which was to come next: the topic was truncated or made anew, or the consumer"
                + " reset. Whether its records are in the store already is not known; set the position that the store has of"
                + " the partition to the offset to begin at, or remove it to begin at the committed one");
    }
}

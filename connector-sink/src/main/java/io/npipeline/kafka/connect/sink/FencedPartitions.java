package io.npipeline.kafka.connect.sink;

import io.npipeline.node.FencedException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The partitions whose store has another owner by now. A worker that was taken for dead and came back learns from the group
 * that they are not its own any more; until then their records are dropped. Where the group leaves them here, someone claims
 * them who is not of it.
 *
 * <p>Task thread only.
 */
final class FencedPartitions {

    /** How long the group may take: what a worker takes to join again, and more. */
    static final Duration LIMIT = Duration.ofMinutes(1);

    private static final long LOOK_MS = 1_000;

    private record Fenced(FencedException reason, long since) {}

    private final OpenPartitions open;
    private final LongSupplier nanoTime;
    private final Map<TopicPartition, Fenced> fenced = new HashMap<>();

    FencedPartitions(OpenPartitions open, LongSupplier nanoTime) {
        this.open = open;
        this.nanoTime = nanoTime;
    }

    /**
     * Gives up partitions that are fenced by now. To be called at each put.
     *
     * @return in how many milliseconds to look again, or {@link StartedSinkTask#NO_LOOK_NEEDED}
     * @throws ConnectException if the group left one here for too long
     */
    long giveUp() {
        open.removeFenced()
                .forEach((partition, reason) -> fenced.put(partition, new Fenced(reason, nanoTime.getAsLong())));
        fenced.forEach((partition, since) -> {
            if (nanoTime.getAsLong() - since.since() > LIMIT.toNanos()) {
                throw new ConnectException(
                        "The worker has given " + partition + " to this task for "
                                + TimeUnit.NANOSECONDS.toSeconds(LIMIT.toNanos())
                                + " s since the store of its positions got another owner: "
                                + since.reason().getMessage()
                                + ". Is there a connector of the same name in another Connect cluster?",
                        since.reason());
            }
        });
        return fenced.isEmpty() ? StartedSinkTask.NO_LOOK_NEEDED : LOOK_MS;
    }

    /** The partitions begin anew or are the task's no more. */
    void forget(Collection<TopicPartition> partitions) {
        fenced.keySet().removeAll(partitions);
    }
}

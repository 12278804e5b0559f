package io.npipeline.kafka.connect.sink;

import io.npipeline.node.ClaimedPartition;
import io.npipeline.node.TransactionalSinkNode;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims partitions in the store of a transactional sink, again and again for a limited time: a store may be restarted, and an
 * owner that was frozen in a transaction may hold a lock until the store ends that transaction.
 *
 * <p>Task thread only.
 */
final class PartitionClaims {

    private static final Logger log = LoggerFactory.getLogger(PartitionClaims.class);

    private static final long FIRST_DELAY_MS = 100;
    private static final long LONGEST_DELAY_MS = 2_000;

    private final String nodeName;
    private final TransactionalSinkNode<?> node;
    private final Duration timeout;

    /**
     * @param timeout how long all partitions of one call are tried in all
     */
    PartitionClaims(String nodeName, TransactionalSinkNode<?> node, Duration timeout) {
        this.nodeName = nodeName;
        this.node = node;
        this.timeout = timeout;
    }

    /**
     * Claims all of the partitions.
     *
     * @throws ConnectException naming the first that could not be claimed in time
     */
    Map<TopicPartition, ClaimedPartition<?>> claim(Collection<TopicPartition> partitions) {
        long deadline = System.nanoTime() + timeout.toNanos();
        Map<TopicPartition, ClaimedPartition<?>> claims = new HashMap<>();
        for (TopicPartition partition : partitions) {
            claims.put(partition, claim(partition, deadline));
        }
        return claims;
    }

    private ClaimedPartition<?> claim(TopicPartition partition, long deadline) {
        long delayMs = FIRST_DELAY_MS;
        for (int attempt = 1; ; attempt++) {
            try {
                return node.claim(partition.topic(), partition.partition(), Duration.ofNanos(left(deadline)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ConnectException("Interrupted while " + partition + " was claimed", e);
            } catch (Exception e) {
                if (left(deadline) <= TimeUnit.MILLISECONDS.toNanos(delayMs)) {
                    throw new ConnectException(
                            "Node \"" + nodeName + "\" could not claim " + partition + " within "
                                    + ClaimSettings.TIMEOUT_MS + " (" + timeout.toMillis() + "), in " + attempt
                                    + " attempt(s): " + e,
                            e);
                }
                log.warn("Node \"{}\" could not claim {}, and tries again in {} ms", nodeName, partition, delayMs, e);
                pause(partition, delayMs);
                delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
            }
        }
    }

    private static long left(long deadline) {
        return Math.max(deadline - System.nanoTime(), 1);
    }

    private static void pause(TopicPartition partition, long delayMs) {
        try {
            Thread.sleep(delayMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("Interrupted while " + partition + " was claimed", e);
        }
    }
}

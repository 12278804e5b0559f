package io.npipeline.integration.outage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;

/**
 * Transactions that partitions have open and their coordinator knows nothing of. Kafka 4.3.1 leaves one now and then when its
 * only broker is killed, and no time limit ends it: whoever reads committed records waits for ever, Connect's own start of an
 * exactly-once task included. Kafka's way out is an operator with {@code kafka-transactions.sh find-hanging} and
 * {@code abort}; this does the same.
 *
 * <p>Thread safe.
 */
final class HangingTransactions {

    /** So long nothing was written in one that hangs; no transaction of the tests takes that long. */
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private static final Set<TransactionState> OPEN = Set.of(
            TransactionState.ONGOING,
            TransactionState.PREPARE_ABORT,
            TransactionState.PREPARE_COMMIT,
            TransactionState.PREPARE_EPOCH_FENCE,
            TransactionState.UNKNOWN);

    private HangingTransactions() {}

    /** Aborts those that there are; returns in which partitions. None when the broker does not answer. */
    static List<TopicPartition> abort(Admin admin) {
        try {
            Set<Long> open = admin.listTransactions().all().get().stream()
                    .filter(transaction -> OPEN.contains(transaction.state()))
                    .map(TransactionListing::producerId)
                    .collect(Collectors.toSet());
            List<TopicPartition> aborted = new ArrayList<>();
            for (TopicPartition partition : partitions(admin)) {
                for (ProducerState producer : admin.describeProducers(List.of(partition))
                        .all()
                        .get()
                        .values()
                        .iterator()
                        .next()
                        .activeProducers()) {
                    if (producer.currentTransactionStartOffset().isPresent()
                            && !open.contains(producer.producerId())
                            && producer.lastTimestamp() < System.currentTimeMillis() - SILENCE.toMillis()) {
                        admin.abortTransaction(new AbortTransactionSpec(
                                        partition,
                                        producer.producerId(),
                                        (short) producer.producerEpoch(),
                                        producer.coordinatorEpoch().orElse(0)))
                                .all()
                                .get();
                        aborted.add(partition);
                    }
                }
            }
            return aborted;
        } catch (ExecutionException e) {
            // A broker that has just started does not answer everything; it is asked again.
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<TopicPartition> partitions(Admin admin) throws InterruptedException, ExecutionException {
        return admin.describeTopics(admin.listTopics().names().get()).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }
}

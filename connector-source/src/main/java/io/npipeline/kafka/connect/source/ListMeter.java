package io.npipeline.kafka.connect.source;

import io.npipeline.metrics.KafkaMetrics;
import io.npipeline.metrics.LatencyReadings;
import io.npipeline.metrics.LatencyWindow;
import io.npipeline.metrics.NullKafkaMetrics;
import io.npipeline.records.ProducedRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Counts and times what becomes of the lists that a task hands to the worker, and tells it to who listens to events.
 *
 * <p>Task thread, but for {@link #produced} and {@link #committed}, which any thread may call, as what is read.
 */
final class ListMeter {

    /** None is under way. */
    private static final long NONE = 0;

    /**
     * @param count lists handed over
     * @param outputs the outputs in them
     */
    private record Lists(long count, long outputs) {}

    private final boolean transactional;
    private final KafkaMetrics events;
    private final boolean listening;
    private final LatencyWindow listTimes = new LatencyWindow();
    private final LatencyWindow transactionTimes = new LatencyWindow();
    private final LongAdder produced = new LongAdder();
    private final LongAdder transactions = new LongAdder();
    private long handedOver = NONE;
    private volatile Lists lists = new Lists(0, 0);

    /** When the transaction was handed over that the worker is to commit. */
    private volatile long transactionBegan = NONE;

    /**
     * @param transactional whether a list is a transaction of its own
     */
    ListMeter(boolean transactional, KafkaMetrics events) {
        this.transactional = transactional;
        this.events = events;
        listening = events != NullKafkaMetrics.INSTANCE;
    }

    /** The worker asks for a list. */
    void asked(long now) {
        if (handedOver != NONE) {
            listTimes.record(now - handedOver);
            handedOver = NONE;
        }
    }

    /** The worker gets a list. */
    void handedOver(List<SourceRecord> list, long now) {
        handedOver = mark(now);
        lists = new Lists(lists.count() + 1, lists.outputs() + list.size());
        if (transactional) {
            transactionBegan = mark(now);
        }
        if (listening) {
            Map<String, Integer> sizes = new HashMap<>();
            list.forEach(record -> sizes.merge(record.topic(), 1, Integer::sum));
            sizes.forEach(events::recordBatchSize);
        }
    }

    /** A time that is not {@link #NONE}. */
    private static long mark(long now) {
        return now == NONE ? 1 : now;
    }

    /** Any thread. The producer wrote a record. */
    void produced(ProducedRecord record) {
        produced.increment();
        if (listening) {
            events.recordProduced(record.topic(), 1);
            events.recordProduceLatency(record.topic(), System.nanoTime() - record.madeNanos());
        }
    }

    /** Any thread, one at a time. The worker stored positions, which where a list is a transaction it does with each. */
    void committed() {
        long began = transactionBegan;
        if (began == NONE) {
            return;
        }
        transactionBegan = NONE;
        long took = System.nanoTime() - began;
        transactions.increment();
        transactionTimes.record(took);
        events.recordTransactionCommit(took);
    }

    /** Records that were written. */
    long producedRecords() {
        return produced.sum();
    }

    /** The mean size of a list; 0 before the first. */
    double meanSize() {
        Lists seen = lists;
        return seen.count() == 0 ? 0 : (double) seen.outputs() / seen.count();
    }

    /** From a list to the next that the worker asked for. */
    LatencyReadings listTimes() {
        return listTimes;
    }

    long committedTransactions() {
        return transactions.sum();
    }

    LatencyReadings transactionTimes() {
        return transactionTimes;
    }
}

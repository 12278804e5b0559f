package com.example.orders;

import io.npipeline.metrics.KafkaMetrics;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Prints every few seconds what the task did so far, and nothing while it does nothing. Named by {@code
 * npipeline.metrics.class}. Parameter {@code metrics.seconds}: how many seconds, 10 unless set.
 *
 * <p>Thread safe: events only count, one thread prints.
 */
public final class ConsoleKafkaMetrics implements KafkaMetrics {

    private static final Duration USUAL_INTERVAL = Duration.ofSeconds(10);

    private final PrintStream out;
    private final Map<String, LongAdder> consumed = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> produced = new ConcurrentSkipListMap<>();
    private final Map<String, Long> lag = new ConcurrentHashMap<>();
    private final LongAdder transactions = new LongAdder();
    private final LongAdder transactionNanos = new LongAdder();
    private final LongAdder failures = new LongAdder();

    // Set in open().
    private String task = "";
    private ScheduledExecutorService timer;

    // The printing thread's.
    private String last = "";

    public ConsoleKafkaMetrics() {
        this(System.out);
    }

    ConsoleKafkaMetrics(PrintStream out) {
        this.out = out;
    }

    @Override
    public void open(String connectorName, int taskId, Map<String, String> parameters) {
        task = connectorName + "-" + taskId;
        last = summary();
        String seconds = parameters.get("metrics.seconds");
        long millis = (seconds == null ? USUAL_INTERVAL : Duration.ofSeconds(Long.parseLong(seconds))).toMillis();
        timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "metrics-" + task);
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleAtFixedRate(this::print, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Prints the summary if something happened since the last one. */
    void print() {
        String summary = summary();
        if (!summary.equals(last)) {
            out.println(summary);
            last = summary;
        }
    }

    private String summary() {
        long commits = transactions.sum();
        double averageMillis = commits == 0 ? 0 : transactionNanos.sum() / 1e6 / commits;
        return String.format(
                Locale.ROOT,
                "%s: consumed %s, produced %s, lag %d, %d transactions of %.1f ms, %d failures",
                task,
                consumed,
                produced,
                lag.values().stream().mapToLong(Long::longValue).sum(),
                commits,
                averageMillis,
                failures.sum());
    }

    @Override
    public void recordConsumed(String topic, int count) {
        add(consumed, topic, count);
    }

    @Override
    public void recordProduced(String topic, int count) {
        add(produced, topic, count);
    }

    private static void add(Map<String, LongAdder> counts, String topic, int count) {
        counts.computeIfAbsent(topic, unknown -> new LongAdder()).add(count);
    }

    @Override
    public void recordLag(String topic, int partition, long records) {
        lag.put(topic + "-" + partition, records);
    }

    @Override
    public void recordTransactionCommit(long nanos) {
        transactions.increment();
        transactionNanos.add(nanos);
    }

    @Override
    public void recordProduceError(String topic, Throwable error) {
        failures.increment();
    }

    @Override
    public void recordCommitError(String topic, Throwable error) {
        failures.increment();
    }

    @Override
    public void recordSerializeError(Class<?> type, Throwable error) {
        failures.increment();
    }

    @Override
    public void recordDeserializeError(Class<?> type, Throwable error) {
        failures.increment();
    }

    @Override
    public void recordTransactionError(Throwable error) {
        failures.increment();
    }

    /** Prints what happened since the last line. */
    @Override
    public void close() throws InterruptedException {
        if (timer != null) {
            timer.shutdown();
            timer.awaitTermination(1, TimeUnit.SECONDS);
            print();
        }
    }
}

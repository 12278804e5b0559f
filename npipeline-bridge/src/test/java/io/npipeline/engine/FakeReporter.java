package io.npipeline.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** The worker's reporter, which insists on the task thread. The thread that makes it is the task thread. */
final class FakeReporter implements ErrantRecordReporter {

    /** One call of {@link #report}. */
    record Report(SinkRecord record, Throwable error, CompletableFuture<Void> stored) {}

    private final Thread taskThread = Thread.currentThread();
    private final List<Report> reports = new ArrayList<>();
    private @Nullable RuntimeException refusal;

    /** Every call throws this, until it is {@code null}. */
    void refusing(@Nullable RuntimeException error) {
        refusal = error;
    }

    @Override
    public Future<Void> report(SinkRecord record, Throwable error) {
        if (Thread.currentThread() != taskThread) {
            throw new AssertionError("The reporter was used on " + Thread.currentThread() + ", not on the task thread");
        }
        if (refusal != null) {
            throw refusal;
        }
        Report report = new Report(record, error, new CompletableFuture<>());
        reports.add(report);
        return report.stored();
    }

    List<Report> reports() {
        return reports;
    }

    /** The offsets of the reported records, in order. */
    List<Long> offsets() {
        return reports.stream().map(report -> report.record().kafkaOffset()).toList();
    }
}

package io.npipeline.engine;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.connect.sink.SinkRecord;

/** Stores the records behind the letter by reporting them; one that was reported is not reported again. */
final class RecordStore implements DeadLetterStore {

    private final ErrantRecordReports reports;
    private final List<SinkRecord> unreported;
    private final Throwable error;
    private final Ownership ownership;

    RecordStore(ErrantRecordReports reports, List<SinkRecord> records, Throwable error, Ownership ownership) {
        if (records.isEmpty()) {
            throw new IllegalStateException("The records of a dead letter were not kept");
        }
        this.reports = reports;
        this.unreported = new CopyOnWriteArrayList<>(records);
        this.error = error;
        this.ownership = ownership;
    }

    @Override
    public CompletionStage<Void> store() {
        return CompletableFuture.allOf(unreported.stream()
                .map(record -> reports.report(record, error, ownership).thenRun(() -> unreported.remove(record)))
                .toArray(CompletableFuture<?>[]::new));
    }

    /** The worker writes the bytes that it read. */
    @Override
    public boolean makeSmaller() {
        return false;
    }
}

package io.npipeline.kafka.connect.source;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.TransactionContext;

/** Keeps the records whose transactions were to be committed. Task thread only. */
final class FakeTransactionContext implements TransactionContext {

    private final List<SourceRecord> commits = new ArrayList<>();

    List<SourceRecord> commits() {
        return commits;
    }

    @Override
    public void commitTransaction(SourceRecord record) {
        commits.add(record);
    }

    @Override
    public void commitTransaction() {
        throw new AssertionError("commits what the worker has so far, which may be half of a list");
    }

    @Override
    public void abortTransaction() {
        throw new AssertionError("aborts");
    }

    @Override
    public void abortTransaction(SourceRecord record) {
        throw new AssertionError("aborts");
    }
}

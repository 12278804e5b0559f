package io.npipeline.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The way to the worker's reporter, which is for the task thread alone and tells nobody when a report is done. Records wait
 * here for the task thread's next turn, which reports them and looks which of the earlier reports are done.
 *
 * <p>Thread safe, but for {@link #turn}.
 */
final class ErrantRecordReports {

    /** A report that was asked for. */
    private record Request(SinkRecord record, Throwable error, Ownership ownership, CompletableFuture<Void> stage) {}

    /** A report that the worker works at. */
    private record UnderWay(Future<Void> report, CompletableFuture<Void> stage) {}

    private final ErrantRecordReporter reporter;
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();

    /** Task thread only. */
    private final List<UnderWay> underWay = new ArrayList<>();

    ErrantRecordReports(ErrantRecordReporter reporter) {
        this.reporter = reporter;
    }

    /**
     * Asks for a report.
     *
     * @return completed on the task thread; cancelled if the partition was given up before the record was reported
     */
    CompletableFuture<Void> report(SinkRecord record, Throwable error, Ownership ownership) {
        Request request = new Request(record, error, ownership, new CompletableFuture<>());
        requests.add(request);
        return request.stage();
    }

    /** Task thread. Reports what was asked for, and completes what is done. */
    void turn() {
        for (Request request = requests.poll(); request != null; request = requests.poll()) {
            start(request);
        }
        underWay.removeIf(ErrantRecordReports::isOver);
    }

    private void start(Request request) {
        if (request.ownership().isReleased()) {
            // The partition's new owner gets the record again and reports it.
            request.stage().cancel(false);
            return;
        }
        try {
            underWay.add(new UnderWay(reporter.report(request.record(), request.error()), request.stage()));
        } catch (RuntimeException refused) {
            request.stage().completeExceptionally(refused);
        }
    }

    private static boolean isOver(UnderWay current) {
        if (!current.report().isDone()) {
            return false;
        }
        Throwable error = error(current.report());
        if (error == null) {
            current.stage().complete(null);
        } else {
            current.stage().completeExceptionally(error);
        }
        return true;
    }

    /** What a report that is done failed with; {@code null} if it did not. */
    private static @Nullable Throwable error(Future<Void> done) {
        // An interrupt of the task thread is not one of the report, which would throw it without being looked at.
        boolean interrupted = Thread.interrupted();
        try {
            done.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause() == null ? e : e.getCause();
        } catch (RuntimeException | InterruptedException e) {
            return e;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

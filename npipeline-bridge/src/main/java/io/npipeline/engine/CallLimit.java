package io.npipeline.engine;

import io.npipeline.node.BatchSinkNode;
import io.npipeline.node.FlatTransformNode;
import io.npipeline.node.SinkNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/**
 * The longest that one call to a node may take. A call that is past it is interrupted, a pending one is no longer waited
 * for, and both count as failed with a {@link TimeoutException}, whatever becomes of them.
 *
 * <p>Thread safe.
 */
final class CallLimit {

    private final String nodeName;
    private final Duration limit;
    private final Timer timer;

    CallLimit(String nodeName, Duration limit, Timer timer) {
        this.nodeName = nodeName;
        this.limit = limit;
        this.timer = timer;
    }

    <V> V call(Callable<V> call) throws Exception {
        Watch watch = new Watch(Thread.currentThread());
        Future<?> alarm = timer.after(watch, limit.toNanos());
        V result;
        try {
            result = call.call();
        } catch (Throwable error) {
            if (watch.end(alarm) && !EndOfTask.isJvmError(error)) {
                TimeoutException exceeded = exceeded();
                // Not its cause: an interruption among the causes is taken for the end of the task.
                exceeded.addSuppressed(error);
                throw exceeded;
            }
            throw error;
        }
        if (watch.end(alarm)) {
            throw exceeded();
        }
        return result;
    }

    FlatTransformNode<Object, Object> limitedTransform(FlatTransformNode<?, ?> node) {
        @SuppressWarnings("unchecked") // the handles of the graph guarantee that the bodies fit
        FlatTransformNode<Object, Object> unlimited = (FlatTransformNode<Object, Object>) node;
        // Taken out within the limit, because an iterable may do its work only then.
        return body -> call(() -> {
            List<Object> results = new ArrayList<>();
            NodeContract.requireResult(unlimited.transform(body), nodeName).forEach(results::add);
            return results;
        });
    }

    SinkNode<Object> limitedSingleSink(SinkNode<?> node) {
        @SuppressWarnings("unchecked") // as above
        SinkNode<Object> unlimited = (SinkNode<Object>) node;
        return message -> call(() -> {
            unlimited.write(message);
            return message;
        });
    }

    BatchSinkNode<Object> limitedSink(BatchSinkNode<?> node) {
        @SuppressWarnings("unchecked") // as above
        BatchSinkNode<Object> unlimited = (BatchSinkNode<Object>) node;
        return batch -> call(() -> {
            unlimited.write(batch);
            return batch;
        });
    }

    /** Ends the pending call once the limit, counted from its start, has passed. */
    @SuppressWarnings("FutureReturnValueIgnored") // ends with the stage
    void watch(CompletionStage<?> stage, PendingCall call) {
        Future<?> alarm =
                timer.after(() -> call.complete(null, exceeded()), call.began() + limit.toNanos() - System.nanoTime());
        stage.whenComplete((result, error) -> alarm.cancel(false));
    }

    private TimeoutException exceeded() {
        return new TimeoutException("Node \"" + nodeName + "\" took longer than its time limit of " + limit);
    }

    /** Interrupts one call, and nothing that the thread does after it. */
    private static final class Watch implements Runnable {

        private final Thread thread;
        private boolean ended;
        private boolean expired;

        Watch(Thread thread) {
            this.thread = thread;
        }

        @Override
        public synchronized void run() {
            if (!ended) {
                expired = true;
                thread.interrupt();
            }
        }

        /** Returns whether the limit had passed; an interrupt that the call did not notice is taken back. */
        boolean end(Future<?> alarm) {
            boolean late;
            synchronized (this) {
                ended = true;
                late = expired;
            }
            if (late) {
                Thread.interrupted();
            } else {
                alarm.cancel(false);
            }
            return late;
        }
    }
}

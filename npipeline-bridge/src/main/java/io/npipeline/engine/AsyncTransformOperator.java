package io.npipeline.engine;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.message.KafkaMessage;
import io.npipeline.node.AsyncTransformNode;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Transforms bodies by calls that may outlast the time on a worker; lets tombstones pass. A call whose stage is not complete
 * suspends its delivery, which comes back here once it is.
 */
final class AsyncTransformOperator extends Operator {

    private final AsyncTransformNode<Object, Object> node;
    private final WorkerPool workers;
    private final @Nullable CallLimit limit;

    @SuppressWarnings("unchecked") // the handles of the graph guarantee that the bodies fit
    AsyncTransformOperator(
            OperatorMeter meter,
            FailurePolicy policy,
            AsyncTransformNode<?, ?> node,
            WorkerPool workers,
            @Nullable CallLimit limit) {
        super(meter, policy);
        this.node = (AsyncTransformNode<Object, Object>) node;
        this.workers = workers;
        this.limit = limit;
    }

    @Override
    @Nullable
    KafkaMessage<?> apply(KafkaMessage<?> message, Delivery delivery) throws Exception {
        Suspension suspended = delivery.suspension();
        if (suspended instanceof PendingCall over) {
            delivery.suspension(over.failedBefore());
            return result(over, message);
        }
        Object body = message.body();
        if (body == null) {
            return message;
        }
        FailedCall failedBefore = suspended instanceof FailedCall failed ? failed : null;
        PendingCall call = new PendingCall(this, message, failedBefore, workers);
        start(call, body);
        if (call.isOver()) {
            return result(call, message);
        }
        delivery.suspension(call);
        return null;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // completing the call cannot fail
    private void start(PendingCall call, Object body) throws Exception {
        CompletionStage<?> stage;
        try {
            stage = NodeContract.requireResult(
                    limit == null ? node.transform(body) : limit.call(() -> node.transform(body)), name());
        } catch (Throwable error) {
            call.failedToStart();
            throw error;
        }
        if (limit != null) {
            limit.watch(stage, call);
        }
        stage.whenComplete(call::complete);
    }

    private KafkaMessage<?> result(PendingCall call, KafkaMessage<?> message) throws Exception {
        return message.withBody(NodeContract.requireResult(call.result(), name()));
    }
}

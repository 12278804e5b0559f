package io.npipeline.engine;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.message.KafkaMessage;
import io.npipeline.node.FlatTransformNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Transforms a body into any number of bodies, which go on one after the other; lets tombstones pass. */
final class FlatTransformOperator extends Operator {

    private final FlatTransformNode<Object, Object> node;

    @SuppressWarnings("unchecked") // the handles of the graph guarantee that the bodies fit
    FlatTransformOperator(OperatorMeter meter, FailurePolicy policy, FlatTransformNode<?, ?> node) {
        super(meter, policy);
        this.node = (FlatTransformNode<Object, Object>) node;
    }

    @Override
    @Nullable
    KafkaMessage<?> apply(KafkaMessage<?> message, Delivery delivery) throws Exception {
        Object body = message.body();
        if (body == null) {
            return message;
        }
        // All bodies are taken before the first goes on, so a failure of the node leaves nothing half done.
        List<KafkaMessage<?>> results = new ArrayList<>();
        for (Object result : NodeContract.requireResult(node.transform(body), name())) {
            results.add(message.withBody(NodeContract.requireResult(result, name())));
        }
        if (results.size() > 1) {
            meter().wentOut(results.size() - 1);
        }
        for (int i = results.size() - 1; i > 0; i--) {
            branchToAll(results.get(i), delivery);
        }
        return results.isEmpty() ? null : results.get(0);
    }

    private void branchToAll(KafkaMessage<?> message, Delivery delivery) {
        branchToOthers(message, delivery);
        Operator next = next();
        if (next != null) {
            delivery.pushBranch(new Branch(next, message));
        }
    }
}

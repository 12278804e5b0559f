package io.npipeline.engine;

import io.npipeline.binding.BodyWriter;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.message.KafkaMessage;
import io.npipeline.node.KafkaSinkNode;
import java.time.Instant;
import java.util.function.Function;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;

/** Leaves an output record on the delivery, for the source task to produce. */
final class KafkaSinkOperator extends Operator {

    private final String defaultTopic;
    private final @Nullable Function<Object, String> topicSelector;
    private final @Nullable Function<Object, ?> keySelector;
    private final BodyWriter<Object> writer;

    @SuppressWarnings("unchecked") // the handles of the graph guarantee that the bodies fit
    KafkaSinkOperator(
            String name, FailurePolicy policy, KafkaSinkNode<?> node, EngineSettings.OutputSettings defaults) {
        super(name, policy);
        KafkaSinkNode<Object> sink = (KafkaSinkNode<Object>) node;
        defaultTopic = sink.topic().orElse(defaults.topic());
        topicSelector = sink.topicSelector().orElse(null);
        keySelector = sink.keySelector().orElse(null);
        writer = BodyWriter.of(sink.bodyType(), sink.form().orElse(defaults.form()));
    }

    @Override
    @Nullable
    KafkaMessage<?> apply(KafkaMessage<?> message, Delivery delivery) {
        Object body = message.body();
        delivery.addOutput(new OutputRecord(
                topic(body),
                key(message, body),
                writer.write(body),
                message.headers(),
                message.timestamp().map(Instant::toEpochMilli).orElse(null),
                false));
        return null;
    }

    private String topic(@Nullable Object body) {
        if (body == null || topicSelector == null) {
            return defaultTopic;
        }
        return NodeContract.requireResult(topicSelector.apply(body), name());
    }

    private SchemaAndValue key(KafkaMessage<?> message, @Nullable Object body) {
        if (body == null || keySelector == null) {
            return OutputKey.of(message.key(), message.keySchema());
        }
        return OutputKey.of(keySelector.apply(body), null);
    }
}

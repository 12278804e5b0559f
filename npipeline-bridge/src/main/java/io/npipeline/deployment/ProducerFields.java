package io.npipeline.deployment;

import org.jspecify.annotations.Nullable;

/** What is written to Kafka, and how. Immutable. */
record ProducerFields(
        @Nullable String sinkTopic,
        @Nullable Boolean enableIdempotence,
        @Nullable Integer batchSize,
        @Nullable Integer lingerMs,
        @Nullable Integer batchLingerMs,
        @Nullable CompressionType compressionType,
        @Nullable Integer messageMaxBytes,
        @Nullable Acks acks,
        @Nullable String partitionerClass)
        implements FieldGroup {

    private static final String TOPIC = "npipeline.topic";

    /** Of {@code npipeline.transaction.max.wait.ms}. */
    private static final int LONGEST_BATCH_LINGER_MS = 400;

    @Override
    public void check(KafkaConfiguration all, Problems problems) {
        problems.requireTopic("sinkTopic", sinkTopic);
        problems.requireAtLeast("batchSize", batchSize, 0);
        problems.requireAtLeast("lingerMs", lingerMs, 0);
        problems.requireAtLeast("messageMaxBytes", messageMaxBytes, 1);
        problems.refuseBlank("partitionerClass", partitionerClass);
        checkBatchLinger(all.delivery(), problems);
        checkAcks(problems);
    }

    private void checkBatchLinger(DeliveryFields delivery, Problems problems) {
        if (batchLingerMs == null) {
            return;
        }
        if (batchLingerMs < 0 || batchLingerMs > LONGEST_BATCH_LINGER_MS) {
            problems.add("batchLingerMs", batchLingerMs, "must be from 0 to " + LONGEST_BATCH_LINGER_MS);
        }
        if (!delivery.isExactlyOnce()) {
            problems.add(
                    "batchLingerMs",
                    batchLingerMs,
                    "must not be set unless deliverySemantic is EXACTLY_ONCE: outputs are batched in transactions, and "
                            + "without them by the producer, for lingerMs");
        }
    }

    private void checkAcks(Problems problems) {
        if (acks == Acks.NONE) {
            problems.add(
                    "acks",
                    acks,
                    "must be LEADER or ALL: positions would be stored of records that no broker may have got");
        } else if (acks == Acks.LEADER && Boolean.TRUE.equals(enableIdempotence)) {
            problems.add("acks", acks, "must be ALL when enableIdempotence is true");
        }
    }

    @Override
    public void render(Draft draft) {
        if (draft.kind() == Draft.Kind.SINK) {
            draft.refuseInSink("sinkTopic", sinkTopic);
            draft.refuseInSink("batchLingerMs", batchLingerMs);
        } else {
            draft.require("sinkTopic", sinkTopic, "must be set for a source connector", TOPIC);
            draft.put("sinkTopic", TOPIC, sinkTopic);
            draft.put("batchLingerMs", "npipeline.transaction.max.wait.ms", batchLingerMs);
        }
        draft.putProducer("enableIdempotence", "enable.idempotence", enableIdempotence);
        draft.putProducer("batchSize", "batch.size", batchSize);
        draft.putProducer("lingerMs", "linger.ms", lingerMs);
        draft.putProducer("compressionType", "compression.type", compressionType);
        draft.putProducer("messageMaxBytes", "max.request.size", messageMaxBytes);
        draft.putProducer("acks", "acks", acks);
        draft.putProducer("partitionerClass", "partitioner.class", partitionerClass);
    }
}

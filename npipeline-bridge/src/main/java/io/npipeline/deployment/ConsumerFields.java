package io.npipeline.deployment;

import org.jspecify.annotations.Nullable;

/** What is read from Kafka, and how. Immutable. */
record ConsumerFields(
        @Nullable String sourceTopic,
        @Nullable String consumerGroupId,
        @Nullable String groupInstanceId,
        @Nullable AutoOffsetReset autoOffsetReset,
        @Nullable Boolean enableAutoCommit,
        @Nullable Boolean enableAutoOffsetStore,
        @Nullable Integer maxPollRecords,
        @Nullable Integer fetchMinBytes,
        @Nullable Integer fetchMaxBytes,
        @Nullable Integer maxPartitionFetchBytes)
        implements FieldGroup {

    private static final String RELAY_TOPICS = "npipeline.source.topics";
    private static final String RELAY_REGEX = "npipeline.source.topics.regex";

    @Override
    public void check(KafkaConfiguration all, Problems problems) {
        problems.requireTopic("sourceTopic", sourceTopic);
        problems.refuseBlank("consumerGroupId", consumerGroupId);
        problems.refuseBlank("groupInstanceId", groupInstanceId);
        if (groupInstanceId != null && all.connector().tasks() > 1) {
            problems.add(
                    "groupInstanceId",
                    groupInstanceId,
                    "must not be set when tasksMax is " + all.connector().tasks()
                            + ": the tasks would fence each other");
        }
        if (Boolean.TRUE.equals(enableAutoCommit)) {
            problems.add(
                    "enableAutoCommit",
                    true,
                    "must be false or not set: offsets are committed once their records are settled, which the consumer "
                            + "cannot know");
        }
        if (Boolean.TRUE.equals(enableAutoOffsetStore)) {
            problems.add(
                    "enableAutoOffsetStore",
                    true,
                    "must be false or not set: an offset is stored once its record is settled, not when it is read");
        }
        problems.requireAtLeast("maxPollRecords", maxPollRecords, 1);
        problems.requireAtLeast("fetchMinBytes", fetchMinBytes, 0);
        problems.requireAtLeast("fetchMaxBytes", fetchMaxBytes, 0);
        problems.requireAtLeast("maxPartitionFetchBytes", maxPartitionFetchBytes, 0);
    }

    /** Whether a source connector with these fields reads from Kafka. */
    boolean isRelay(ConnectorFields connector) {
        return sourceTopic != null
                || connector.settings().containsKey(RELAY_TOPICS)
                || connector.settings().containsKey(RELAY_REGEX);
    }

    @Override
    public void render(Draft draft) {
        switch (draft.kind()) {
            case SINK -> renderSink(draft);
            case RELAY -> renderRelay(draft);
            case INGRESS -> refuse(draft);
        }
        draft.putConsumer("maxPollRecords", "max.poll.records", maxPollRecords);
        draft.putConsumer("fetchMinBytes", "fetch.min.bytes", fetchMinBytes);
        draft.putConsumer("fetchMaxBytes", "fetch.max.bytes", fetchMaxBytes);
        draft.putConsumer("maxPartitionFetchBytes", "max.partition.fetch.bytes", maxPartitionFetchBytes);
    }

    private void renderSink(Draft draft) {
        draft.require(
                "sourceTopic",
                sourceTopic,
                "must be set for a sink connector, or a setting topics or topics.regex",
                "topics",
                "topics.regex");
        draft.put("sourceTopic", "topics", sourceTopic);
        draft.putConsumer("consumerGroupId", "group.id", consumerGroupId);
        draft.putConsumer("groupInstanceId", "group.instance.id", groupInstanceId);
        draft.putConsumer("autoOffsetReset", "auto.offset.reset", autoOffsetReset);
    }

    private void renderRelay(Draft draft) {
        draft.put("sourceTopic", RELAY_TOPICS, sourceTopic);
        draft.put("consumerGroupId", "npipeline.source.group.id", consumerGroupId);
        draft.refuse(
                "groupInstanceId",
                groupInstanceId,
                "must not be set for a relay: partitions are assigned to its tasks by the connector, not by a group");
        if (autoOffsetReset == AutoOffsetReset.ERROR) {
            draft.put("autoOffsetReset", "npipeline.source.position.lost", "fail");
        } else {
            draft.put("autoOffsetReset", "npipeline.source.start.at", autoOffsetReset);
        }
    }

    private void refuse(Draft draft) {
        draft.putConsumer("consumerGroupId", "group.id", consumerGroupId);
        draft.putConsumer("groupInstanceId", "group.instance.id", groupInstanceId);
        draft.putConsumer("autoOffsetReset", "auto.offset.reset", autoOffsetReset);
    }
}

package io.npipeline.deployment;

/** Under which subject a schema registry keeps the schemas of values. */
public enum SubjectNameStrategy implements KafkaNamed {
    /** One for each topic. */
    TOPIC("TopicNameStrategy"),
    /** One for each type of record, whatever its topic. */
    RECORD("RecordNameStrategy"),
    /** One for each type of record in each topic. */
    TOPIC_RECORD("TopicRecordNameStrategy");

    private final String className;

    SubjectNameStrategy(String className) {
        this.className = className;
    }

    @Override
    public String kafkaName() {
        return "io.confluent.kafka.serializers.subject." + className;
    }
}

package io.npipeline.deployment;

/** What a producer waits for before a record counts as written. */
public enum Acks implements KafkaNamed {
    /** Nothing. */
    NONE("0"),
    /** The leader of the partition. */
    LEADER("1"),
    /** All replicas that are in sync. */
    ALL("all");

    private final String kafkaName;

    Acks(String kafkaName) {
        this.kafkaName = kafkaName;
    }

    @Override
    public String kafkaName() {
        return kafkaName;
    }
}

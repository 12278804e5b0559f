package io.npipeline.deployment;

/** Where a partition begins of which no position is known. */
public enum AutoOffsetReset implements KafkaNamed {
    /** At its oldest record. */
    EARLIEST("earliest"),
    /** Behind its newest record. */
    LATEST("latest"),
    /** Nowhere: the task fails. */
    ERROR("none");

    private final String kafkaName;

    AutoOffsetReset(String kafkaName) {
        this.kafkaName = kafkaName;
    }

    @Override
    public String kafkaName() {
        return kafkaName;
    }
}

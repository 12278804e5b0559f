package io.npipeline.deployment;

/** A choice whose name in a configuration is not its own in lower case. */
interface KafkaNamed {

    /** The name in a configuration. */
    String kafkaName();
}

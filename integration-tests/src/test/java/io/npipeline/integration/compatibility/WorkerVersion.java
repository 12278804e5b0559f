package io.npipeline.integration.compatibility;

import io.npipeline.quickstart.environment.KafkaRuntime;
import java.nio.file.Path;

/** The workers that the plugin is tried on: the oldest it runs on, the last of Kafka 3, the first of Kafka 4, the newest. */
enum WorkerVersion {
    KAFKA_3_6("3.6.2"),
    KAFKA_3_9("3.9.1"),
    KAFKA_4_0("4.0.2"),
    KAFKA_4_3("4.3.1");

    private final String version;

    WorkerVersion(String version) {
        this.version = version;
    }

    /** The folder of its libraries, which the build made. */
    Path libraries() {
        Path root = Path.of(System.getProperty("project.root"));
        return this == KAFKA_4_3
                ? root.resolve("quickstart/target/kafka")
                : root.resolve("workers")
                        .resolve("kafka-" + version.substring(0, version.lastIndexOf('.')))
                        .resolve("target/libraries");
    }

    KafkaRuntime runtime() {
        return KafkaRuntime.locate().withLibraries(libraries());
    }

    /** As the worker tells it. */
    @Override
    public String toString() {
        return version;
    }
}

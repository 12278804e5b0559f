package io.npipeline.integration.environment;

import java.util.function.BooleanSupplier;
import org.testcontainers.DockerClientFactory;

/** Where tests that need nothing of a broker but its address take it from. */
enum BrokerChoice {

    /** Processes of this machine, as where nothing is said. */
    PROCESSES,

    /** Containers, which need Docker. */
    CONTAINERS;

    private static final String PROPERTY = "it.broker";

    /** What the property says. */
    static BrokerChoice made() {
        return of(System.getProperty(PROPERTY, "processes"), () -> DockerClientFactory.instance()
                .isDockerAvailable());
    }

    /**
     * @param docker whether Docker answers; asked only where it is needed
     * @throws IllegalArgumentException for a value that is none, or cannot be had here
     */
    static BrokerChoice of(String value, BooleanSupplier docker) {
        return switch (value) {
            case "processes" -> PROCESSES;
            case "containers" -> {
                if (!docker.getAsBoolean()) {
                    throw new IllegalArgumentException(PROPERTY + "=" + value
                            + ": Docker must answer, and does not; processes, the default, needs none");
                }
                yield CONTAINERS;
            }
            default -> throw new IllegalArgumentException(PROPERTY + "=" + value + ": must be processes or containers");
        };
    }
}
